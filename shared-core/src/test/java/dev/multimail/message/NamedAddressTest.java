package dev.multimail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedAddressTest {
    private static final Address ANN = Address.parse("ann@x.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "Ann Lee | Ann Lee <ann@x.example>",
                "Jörg | Jörg <ann@x.example>",
                "Lee, Ann | \"Lee, Ann\" <ann@x.example>",
                "Ann \"A\" Lee | \"Ann \\\"A\\\" Lee\" <ann@x.example>",
                "boss@y.example | \"boss@y.example\" <ann@x.example>"
            })
    void showsTheNameBeforeTheAddress(String name, String expected) {
        assertThat(new NamedAddress(name, ANN).toString()).isEqualTo(expected);
    }

    @Test
    void takesABlankNameForNone() {
        assertThat(new NamedAddress(" ", ANN)).isEqualTo(NamedAddress.of(ANN)).hasToString("ann@x.example");
    }

    @Test
    void showsNoControlCharacters() {
        assertThat(new NamedAddress("a\r\nb", ANN).toString()).doesNotContain("\r", "\n");
    }
}
