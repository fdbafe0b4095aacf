package dev.multimail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @Test
    void keepsTheLocalPartAndLowersTheDomain() {
        Address address = Address.parse(" Ann.Lee+tag@Mail.EXAMPLE.com ");

        assertThat(address.toString()).isEqualTo("Ann.Lee+tag@mail.example.com");
        assertThat(address.normalized()).isEqualTo("ann.lee+tag@mail.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "a@bücher.example, a@xn--bcher-kva.example",
        "a@例え.テスト, a@xn--r8jz45g.xn--zckzah",
        "a@BÜCHER.example, a@xn--bcher-kva.example"
    })
    void turnsAnInternationalDomainIntoAscii(String given, String expected) {
        assertThat(Address.parse(given).toString()).isEqualTo(expected);
    }

    @Test
    void allowsSixtyFourCharactersBeforeTheAtAndNoMore() {
        assertThat(Address.parse("a".repeat(64) + "@x.example").localPart()).hasSize(64);
        assertThat(refusal("a".repeat(65) + "@x.example")).contains("more than 64 characters");
    }

    @Test
    void allowsSixtyThreeCharactersInALabelAndNoMore() {
        assertThat(Address.parse("a@" + "b".repeat(63) + ".example").domain()).hasSize(71);
        assertThat(refusal("a@" + "b".repeat(64) + ".example")).contains("not a domain name");
    }

    @Test
    void allowsTwoHundredAndFiftyFourCharactersAndNoMore() {
        String domain = ("d".repeat(61) + ".").repeat(3) + "example";

        assertThat(Address.parse("a".repeat(60) + "@" + domain).toString()).hasSize(254);
        assertThat(refusal("a".repeat(61) + "@" + domain)).contains("longer than 254");
    }

    @Test
    void refusesAVeryLongDomainWithoutConvertingIt() {
        assertThat(refusal("a@" + "ü".repeat(100_000) + ".example")).contains("longer than 254");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ann lee\"@x.example | quoted part",
                "jörg@x.example | no SMTPUTF8",
                "Ann <a@x.example> | without a name",
                "a..b@x.example | where none may be",
                ".a@x.example | where none may be",
                "a b@x.example | where none may be",
                "a@b@x.example | where none may be",
                "a@localhost | not a domain name",
                "a@[192.0.2.1] | not a domain name",
                "a@192.0.2.1 | not a domain name",
                "a@x_y.example | not a domain name",
                "a@-x.example | not a domain name",
                "a@x.example. | not a domain name",
                "a@ | local-part@domain",
                "@x.example | local-part@domain",
                "nobody | local-part@domain"
            })
    void saysWhyAnAddressIsRefused(String given, String reason) {
        assertThat(refusal(given)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@x.example\r\nBcc: b@x.example", "a\u0000@x.example", "a\nb@x.example", "a@x.example\u2028b"})
    void refusesControlCharactersAndDoesNotRepeatThem(String given) {
        assertThat(refusal(given)).doesNotContain("\r", "\n", "\u0000", "\u2028");
    }

    @Test
    void shortensALongTextInItsSentenceWithoutSplittingACharacter() {
        assertThat(refusal("😀".repeat(200))).contains("😀".repeat(80) + "…").doesNotContain("😀".repeat(81));
    }

    @Test
    void holdsTheConstructorToTheSameRules() {
        assertThatThrownBy(() -> new Address("a\r\nb", "x.example")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Address("a", "X.example")).isInstanceOf(Problem.class);
    }

    @Property(tries = 1000)
    void anyTextIsRefusedWithAProblemOrReadsBackAsItself(@ForAll String text) {
        for (String candidate : new String[] {text, text + "@x.example", "a@" + text, "a@" + text + ".example"}) {
            try {
                Address address = Address.parse(candidate);
                assertThat(Address.parse(address.toString())).isEqualTo(address);
                assertThat(address.toString()).matches("[!-~]+");
            } catch (Problem e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RECIPIENT);
            }
        }
    }

    private static String refusal(String text) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Address.parse(text));
        assertThat(problem).as("refusal of %s", text).isNotNull();
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_RECIPIENT);
        return problem.sentence();
    }
}
