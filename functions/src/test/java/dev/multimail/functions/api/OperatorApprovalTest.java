package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the owner switched it on, what loosens something needs a code that was mailed for exactly that. */
class OperatorApprovalTest {
    private static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}-[A-Z2-9]{3})\\b");

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    record Change(String verb, String path, Map<String, Object> body) {
        Change {
            body = Map.copyOf(body);
        }
    }

    @BeforeEach
    void switchOn() {
        assertThat(owner(new Change("PATCH", "/v1/account", Map.of("operator_approval", true)), "")
                        .text("operator_approval"))
                .isEqualTo("true");
    }

    private Answer owner(Change change, String code) {
        Map<String, Object> body = new HashMap<>(change.body());
        if (!code.isEmpty()) {
            body.put("approval_code", code);
        }
        Answer answer = world.call(
                world.ownerKey(), change.verb(), change.path().replace("{id}", mailbox.id()), Json.write(body));
        world.settle();
        return answer;
    }

    private String mailedCode() {
        Matcher matcher = CODE.matcher(
                MimeParser.parse(world.outbox().notices().getLast().raw()).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Stream<Change> changes() {
        return Stream.of(
                new Change("POST", "/v1/mailboxes", Map.of("address", "new@agents.example.com")),
                new Change("PATCH", "/v1/mailboxes/{id}", Map.of("oversight_mode", "autonomous")),
                new Change("PATCH", "/v1/mailboxes/{id}", Map.of("approver_emails", List.of("other@example.com"))),
                new Change("PATCH", "/v1/mailboxes/{id}", Map.of("auto_bcc", "spy@example.com")),
                new Change("POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of("admin"))),
                new Change(
                        "POST",
                        "/v1/webhooks",
                        Map.of("url", "http://127.0.0.1:9/in", "events", List.of("email.sent"))),
                new Change("POST", "/v1/mailboxes/{id}/allowlist", Map.of("pattern", "*@x.example")),
                new Change("PATCH", "/v1/account", Map.of("oversight_email", "new@example.com")),
                new Change("PATCH", "/v1/account", Map.of("operator_approval", false)),
                new Change("DELETE", "/v1/account", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeWaitsForItsCodeAndIsThenMadeOnce(Change change) {
        Answer asked = owner(change, "");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("status")).isEqualTo("pending_approval");
        assertThat(world.outbox().notices().getLast().rcptTo()).hasToString("[owner@example.com]");
        String code = mailedCode();
        assertThat(asked.body()).doesNotContain(code);
        assertThat(owner(change, "AAA-AAA").text("code")).isEqualTo("code_invalid");
        assertThat(owner(change, code).status()).isIn(200, 201);
        assertThat(owner(change, code).status()).isIn(401, 404, 409, 200, 201).isNotEqualTo(202);
    }

    @Test
    void aCodeIsForExactlyOneChange() {
        Change one = new Change("POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of("read")));
        Change other = new Change("POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of("admin")));
        owner(one, "");
        String code = mailedCode();
        assertThat(owner(other, code).status()).isEqualTo(404);
        assertThat(owner(one, code).status()).isEqualTo(201);
    }

    @Test
    void whatTightensNeedsNoCode() {
        assertThat(owner(new Change("PATCH", "/v1/mailboxes/{id}", Map.of("oversight_mode", "read_only")), "")
                        .status())
                .isEqualTo(200);
        assertThat(owner(new Change("PATCH", "/v1/account", Map.of("name", "Other Ltd")), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameChangeIsMailedOnceAMinute() {
        Change change = new Change("POST", "/v1/mailboxes", Map.of("address", "new@agents.example.com"));
        owner(change, "");
        Answer again = owner(change, "");
        assertThat(again.status()).isEqualTo(429);
        world.clock().advance(Duration.ofMinutes(1));
        assertThat(owner(change, "").status()).isEqualTo(202);
    }

    @Test
    void aCodeEndsAfterADayAndAfterFiveTries() {
        Change change = new Change("POST", "/v1/mailboxes", Map.of("address", "new@agents.example.com"));
        owner(change, "");
        String code = mailedCode();
        for (int n = 0; n < 5; n++) {
            owner(change, "AAA-AAA");
        }
        assertThat(owner(change, code).text("code")).isEqualTo("code_invalid");
        world.clock().advance(Duration.ofMinutes(2));
        owner(change, "");
        String next = mailedCode();
        world.clock().advance(Duration.ofHours(24));
        assertThat(owner(change, next).text("code")).isEqualTo("code_invalid");
    }

    @Test
    void removingAnEntryOrAKeyWaitsToo() {
        Change key = new Change("POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of("read")));
        owner(key, "");
        String id = owner(key, mailedCode()).text("id");
        Change revoke = new Change("DELETE", "/v1/api-keys/" + id, Map.of());
        assertThat(owner(revoke, "").status()).isEqualTo(202);
        assertThat(owner(revoke, mailedCode()).text("status")).isEqualTo("revoked");
        Change scopes = new Change("POST", "/v1/mailboxes/{id}/allowlist", Map.of("pattern", "*@x.example"));
        owner(scopes, "");
        String entry = owner(scopes, mailedCode()).text("id");
        Change remove = new Change("DELETE", "/v1/mailboxes/{id}/allowlist/" + entry, Map.of());
        assertThat(owner(remove, "").status()).isEqualTo(202);
        assertThat(owner(remove, mailedCode()).text("status")).isEqualTo("removed");
    }
}
