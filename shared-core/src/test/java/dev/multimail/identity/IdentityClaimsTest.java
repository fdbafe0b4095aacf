package dev.multimail.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityClaimsTest {
    private static String json(String operator, String mode) {
        return new IdentityClaims("a@x.example", operator, mode, "msg_1", "00", false, Instant.EPOCH, null).json();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Acme|Acme",
                "A \"B\"|A \\\"B\\\"",
                "back\\slash|back\\\\slash",
                "Ünïcode 😀 </script>|Ünïcode 😀 </script>"
            },
            delimiter = '|')
    void escapesWhatJsonNeedsEscaped(String operator, String escaped) {
        assertThat(json(operator, "autonomous")).endsWith(",\"operator\":\"" + escaped + "\"}");
    }

    @Test
    void escapesControlCharactersAndLoneSurrogates() {
        assertThat(json("a\n\u0000\u001f\u007f\ud83d", "m"))
                .endsWith("\"operator\":\"a\\u000a\\u0000\\u001f\u007f\\ud83d\"}");
    }

    @Property(tries = 500)
    void differentClaimsNeverShareTheirBytes(
            @ForAll String operator, @ForAll String mode, @ForAll String otherOperator, @ForAll String otherMode) {
        Assume.that(!operator.equals(otherOperator) || !mode.equals(otherMode));
        assertThat(json(operator, mode).getBytes(StandardCharsets.UTF_8))
                .isNotEqualTo(json(otherOperator, otherMode).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void noTextBreaksOutOfItsMember(@ForAll String operator) {
        String json = json(operator, "gated_send");
        assertThat(json).startsWith("{\"ai_generated\":false,\"content_hash\":\"00\",\"iat\":0,");
        String inside = json.substring(json.indexOf("\"operator\":\"") + 12, json.length() - 2);
        assertThat(inside.replaceAll("\\\\(\"|\\\\|u[0-9a-f]{4})", "")).doesNotContain("\"", "\\");
    }
}
