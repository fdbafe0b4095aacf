package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens: what they open, that they are shown once, and that a revoked or mistyped one opens nothing. */
class TokensTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer create(String path, Map<String, ?> body) {
        return world.call(world.ownerKey(), "POST", path, body);
    }

    private Answer ofMailbox(String... scopes) {
        return create("/v1/mailboxes/" + mailbox.id() + "/tokens", Map.of("name", "Robot", "scopes", List.of(scopes)));
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void aTokenIsShownOnceAndKeptByItsDigestOnly() {
        Answer made = ofMailbox("read", "send");
        assertThat(made.status()).isEqualTo(201);
        String token = made.text("token");
        assertThat(token).startsWith("mm_live_").isEqualTo(made.text("api_key"));
        assertThat(token).startsWith(made.text("prefix"));
        String listed = world.get(world.ownerKey(), "/v1/api-keys").body();
        assertThat(listed).contains(made.text("id"), "Robot").doesNotContain(token);
        assertThat(world.get(world.ownerKey(), "/v1/audit-log").body()).doesNotContain(token);
        assertThat(mailbox.send(token, "Hi", Map.of()).status()).isEqualTo(202);
    }

    @Test
    void aTestTokenSeesTestTrafficOnly() {
        Answer made = create("/v1/mailboxes/" + mailbox.id() + "/tokens", Map.of("test", true));
        assertThat(made.text("token")).startsWith("mm_test_");
        assertThat(mailbox.send(made.text("token"), "Hi", Map.of()).text("test"))
                .isEqualTo("true");
        refused(create("/v1/api-keys", Map.of("test", true)), 400, "invalid_field");
    }

    @Test
    void aMailboxesListHasItsOwnTokensOnly() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        String list = world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/tokens")
                .body();
        assertThat(list).contains(mailbox.id()).doesNotContain(other.id());
    }

    @Test
    void aRevokedTokenOpensNothingAndStaysListed() {
        Answer made = ofMailbox("read");
        String path = "/v1/mailboxes/" + mailbox.id() + "/tokens/" + made.text("id");
        for (int twice = 0; twice < 2; twice++) {
            assertThat(world.call(world.ownerKey(), "DELETE", path, "").text("status"))
                    .isEqualTo("revoked");
        }
        assertThat(world.get(made.text("token"), "/v1/mailboxes/me").status()).isEqualTo(401);
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me").status()).isEqualTo(200);
        assertThat(world.get(world.ownerKey(), "/v1/api-keys").body()).contains("\"is_active\":false", "revoked_at");
    }

    @Test
    void aTokenIsRevokedUnderItsOwnMailbox() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        Answer made = ofMailbox("read");
        String wrong = "/v1/mailboxes/" + other.id() + "/tokens/" + made.text("id");
        refused(world.call(world.ownerKey(), "DELETE", wrong, ""), 404, "not_found");
        assertThat(world.get(made.text("token"), "/v1/mailboxes/me").status()).isEqualTo(200);
        refused(world.call(world.ownerKey(), "DELETE", "/v1/api-keys/tok_nothing", ""), 404, "not_found");
    }

    @Test
    void aMistypedTokenIsRefusedWithoutAnyCall() {
        String token = mailbox.token();
        char last = token.charAt(token.length() - 1);
        List<String> wrong = List.of(
                "",
                "nonsense",
                token.substring(1),
                token + "0",
                token.replace("mm_live_", "mm_test_"),
                token.substring(0, token.length() - 1) + (last == 'a' ? 'b' : 'a'));
        world.faults().heal();
        for (String one : wrong) {
            assertThat(world.get(one, "/v1/mailboxes/me").status()).as(one).isEqualTo(401);
        }
        assertThat(world.faults().calls()).isEmpty();
    }

    @Test
    void aTokenOpensItsScopesOnly() {
        String id = mailbox.send("Hi").text("id");
        String reader = ofMailbox("read").text("token");
        assertThat(world.get(reader, "/v1/emails/" + id).status()).isEqualTo(200);
        Answer refused = mailbox.send(reader, "Hi", Map.of());
        refused(refused, 403, "insufficient_scope");
        assertThat(refused.text("error")).contains("send_email", "scope send");
        refused(
                world.call(reader, "PUT", "/v1/emails/" + id + "/tags", Map.of("tags", Map.of("a", "1"))),
                403,
                "insufficient_scope");
        refused(world.call(reader, "POST", "/v1/emails/" + id + "/cancel", ""), 403, "insufficient_scope");

        String sender = ofMailbox("send").text("token");
        assertThat(mailbox.send(sender, "Hi", Map.of()).status()).isEqualTo(202);
        refused(world.get(sender, "/v1/mailboxes/me/emails"), 403, "insufficient_scope");
        refused(world.get(sender, "/v1/api-keys"), 403, "insufficient_scope");
    }

    @Test
    void noKeyBothSendsAndDecides() {
        for (String other : List.of("oversight", "admin")) {
            refused(create("/v1/api-keys", Map.of("scopes", List.of("send", other))), 400, "invalid_field");
            refused(ofMailbox("send", other), 400, "invalid_field");
            refused(ofMailbox(other), 400, "invalid_field");
        }
        refused(ofMailbox("everything"), 400, "invalid_field");
    }

    @Test
    void aKeyThatOnlyReadsAdministersNothing() {
        String key = create("/v1/api-keys", Map.of("name", "Reader")).text("api_key");
        assertThat(world.get(key, "/v1/mailboxes/" + mailbox.id()).status()).isEqualTo(200);
        for (String path : List.of("/v1/api-keys", "/v1/webhooks", "/v1/audit-log", "/v1/webhook-deliveries")) {
            refused(world.get(key, path), 403, "insufficient_scope");
        }
        refused(
                world.call(key, "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("oversight_mode", "autonomous")),
                403,
                "insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "nul\u0000"})
    void aNameIsPlainText(String name) {
        refused(create("/v1/api-keys", Map.of("name", name)), 400, "invalid_field");
        refused(create("/v1/api-keys", Map.of("name", "n".repeat(101))), 400, "invalid_field");
        assertThat(create("/v1/api-keys", Map.of("name", "n".repeat(100))).status())
                .isEqualTo(201);
    }

    @Test
    void everyRefusalIsInTheAuditLog() {
        String reader = ofMailbox("read").text("token");
        mailbox.send(reader, "Hi", Map.of());
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?mailbox=" + mailbox.id() + "&limit=1")
                        .body())
                .contains("\"action\":\"send_email\"", "\"outcome\":\"insufficient_scope\"");
    }
}
