package dev.multimail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.Address;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowlistTest {
    @ParameterizedTest
    @CsvSource({
        "a@x.com, a@x.com, true",
        "A@X.com, a@x.COM, true",
        "a@x.com, b@x.com, false",
        "a@x.com, aa@x.com, false",
        "*@x.com, anybody@x.com, true",
        "*@X.COM, anybody@x.com, true",
        "*@x.com, anybody@sub.x.com, false",
        "*@x.com, anybody@xx.com, false",
        "*@x.com, anybody@x.com.evil.org, false",
        "*@sub.x.com, anybody@x.com, false",
        "*, anybody@x.com, false",
        "@x.com, anybody@x.com, false",
        "x.com, anybody@x.com, false",
        "a*@x.com, ab@x.com, false",
        "*@*, anybody@x.com, false"
    })
    void anEntryNamesOnePersonOrEverybodyAtOneDomain(String pattern, String recipient, boolean covered) {
        assertThat(Allowlist.covering(List.of(pattern), addresses(recipient)).isPresent())
                .isEqualTo(covered);
    }

    @Test
    void everyRecipientMustBeCovered() {
        List<String> patterns = List.of("ann@x.com", "*@y.com");
        assertThat(Allowlist.covering(patterns, addresses("ann@x.com", "bob@y.com", "cy@y.com")))
                .contains("ann@x.com, *@y.com");
        assertThat(Allowlist.covering(patterns, addresses("ann@x.com", "bob@y.com", "dan@z.com")))
                .isEmpty();
    }

    @Test
    void nobodyIsCoveredByNothing() {
        assertThat(Allowlist.covering(List.of(), addresses("ann@x.com"))).isEmpty();
        assertThat(Allowlist.covering(List.of("*@x.com"), List.of())).isEmpty();
    }

    private static List<Address> addresses(String... texts) {
        return Stream.of(texts).map(Address::parse).toList();
    }
}
