package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody checks who sent a message, by its header or by its whole source. */
class VerifyIdentityTest {
    private static final Pattern STATEMENT = Pattern.compile("X-MultiMail-Identity: ?(\\S+)");

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private String source() {
        mailbox.send("Hello");
        world.settle();
        return new String(world.outbox().agentMail().getLast().raw().toByteArray(), StandardCharsets.UTF_8);
    }

    private static String statement(String source) {
        Matcher matcher = STATEMENT.matcher(source.replaceAll("\r\n[ \t]+", ""));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private Answer verify(String field, String given) {
        return world.call("", "POST", "/v1/verify", Map.of(field, given));
    }

    @Test
    void theHeaderTellsWhoSentIt() {
        Answer answer = verify("identity", statement(source()));
        assertThat(answer.text("valid")).isEqualTo("true");
        assertThat(answer.text("claims", "mailbox")).isEqualTo("buyer@agents.example.com");
        assertThat(answer.text("claims", "mode")).isEqualTo("autonomous");
        assertThat(answer.text("claims", "ai_generated")).isEqualTo("true");
    }

    @Test
    void aWholeMessageIsReadAsWell() {
        assertThat(verify("message", source()).text("valid")).isEqualTo("true");
        assertThat(verify("identity", source()).text("valid")).isEqualTo("true");
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String jws = statement(source());
        for (int index = 0; index < jws.length(); index += 7) {
            char other = jws.charAt(index) == 'A' ? 'B' : 'A';
            String changed = jws.substring(0, index) + other + jws.substring(index + 1);
            assertThat(verify("identity", changed).text("valid"))
                    .as("character " + index)
                    .isEqualTo("false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.e30", "eyJraWQiOiJvdGhlciJ9.e30.e30", "{}"})
    void whatIsNoStatementIsSaidToBeNone(String given) {
        Answer answer = verify("identity", given);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("valid")).isEqualTo("false");
        assertThat(answer.text("reason")).isIn("not_a_statement", "unknown_key");
    }

    @Test
    void nothingIsNothing() {
        assertThat(world.call("", "POST", "/v1/verify", Map.of()).text("code")).isEqualTo("missing_field");
    }

    @Test
    void thePageMayRunItsOwnScriptAndFetchTheKeysAndNothingElse() {
        Answer page = world.get("", "/verify");
        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'")
                .containsPattern("script-src 'sha256-[^']+'; connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).contains("data-keys=\"/.well-known/jwks.json\"");
    }
}
