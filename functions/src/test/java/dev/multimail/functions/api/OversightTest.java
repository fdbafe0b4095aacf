package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of what waits, decisions by key, and taking a message back. */
class OversightTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox other = world.mailbox("other@agents.example.com", "gated_all");

    private String key(String... scopes) {
        Answer made =
                world.call(world.ownerKey(), "POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of(scopes)));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("api_key");
    }

    private Answer decide(String key, String id, String action) {
        return world.call(key, "POST", "/v1/oversight/decide", Map.of("email_id", id, "action", action));
    }

    private Answer cancel(String id) {
        return world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/cancel", "");
    }

    private List<String> pending(String token, String path) {
        Answer answer = world.get(token, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("messages").list().stream()
                .map(mail -> mail.at("id").text())
                .toList();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void everybodySeesTheQueueThatIsTheirs() {
        String first = mailbox.send("One").text("id");
        String second = other.send("Two").text("id");
        String test = mailbox.send(mailbox.testToken(), "Three", Map.of()).text("id");
        assertThat(pending(mailbox.token(), "/v1/oversight/pending")).containsExactly(first);
        assertThat(pending(mailbox.testToken(), "/v1/mailboxes/me/pending")).containsExactly(test);
        assertThat(pending(world.ownerKey(), "/v1/oversight/pending")).containsExactly(test, second, first);
        String path = "/v1/mailboxes/" + mailbox.address() + "/pending";
        assertThat(pending(world.ownerKey(), path)).containsExactly(test, first);
        assertThat(pending(key("oversight"), "/v1/oversight/pending")).hasSize(3);
        assertThat(pending(key("oversight_read"), "/v1/oversight/pending")).hasSize(3);
        Answer answer = world.get(mailbox.token(), "/v1/oversight/pending");
        assertThat(answer.json().at("pending").list()).hasSize(1);
        assertThat(answer.json().at("emails").first().at("to_addresses").first().text())
                .isEqualTo("vendor@example.org");
        assertThat(answer.json().at("emails").first().at("approval_url").text()).endsWith(first);
    }

    @Test
    void anOverseerReadsWhatPeopleDecideAboutAndNothingElse() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String held = mailbox.send("Held").text("id");
        String sent = free.send("Sent").text("id");
        String overseer = key("oversight");
        assertThat(world.get(overseer, "/v1/emails/" + held).text("subject")).isEqualTo("Held");
        refused(world.get(overseer, "/v1/emails/" + sent), 404, "not_found");
        refused(world.get(key("oversight_read"), "/v1/emails/" + held), 403, "insufficient_scope");
        decide(overseer, held, "reject");
        assertThat(world.get(overseer, "/v1/emails/" + held).text("status")).isEqualTo("rejected");
        assertThat(world.get(world.ownerKey(), "/v1/emails/" + sent).text("subject"))
                .isEqualTo("Sent");
    }

    @Test
    void theOwnersQueueOfAllMailboxesJoinsPageByPage() {
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 11; n++) {
            made.add((n % 3 == 0 ? mailbox : other).send("Order " + n).text("id"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = world.get(
                    world.ownerKey(), "/v1/oversight/pending?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.json()
                    .at("pending")
                    .list()
                    .forEach(mail -> seen.add(mail.at("id").text()));
            cursor = page.json().at("cursor").text();
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        assertThat(seen).isEqualTo(made.reversed());
    }

    @Test
    void whatWasDecidedWaitsNoLonger() {
        String id = mailbox.send("One").text("id");
        decide(world.ownerKey(), id, "approve");
        assertThat(pending(mailbox.token(), "/v1/oversight/pending")).isEmpty();
    }

    @Test
    void anOversightKeyApprovesAndTheMessageLeaves() {
        String id = mailbox.send("One").text("id");
        Answer approved = decide(key("oversight"), id, "approve");
        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.text("status")).isEqualTo("approved");
        assertThat(approved.text("message_status")).isEqualTo("queued");
        assertThat(approved.text("message_id")).isEqualTo(approved.text("id")).isEqualTo(id);
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(mailbox.read(id).text("approved_by")).startsWith("key:");
    }

    @Test
    void theSameDecisionTwiceIsAnsweredTheSameAndAnotherOneNamesTheStateThatWon() {
        String key = key("oversight");
        String id = mailbox.send("One").text("id");
        Answer first = decide(key, id, "approve");
        assertThat(decide(key, id, "approved").body()).isEqualTo(first.body());
        assertThat(world.get(world.ownerKey(), "/v1/audit-log").body().split("\"decide_email\"", -1))
                .as("each of both calls has its record")
                .hasSize(3);
        Answer lost = decide(key, id, "reject");
        refused(lost, 409, "wrong_state");
        assertThat(lost.text("status")).isEqualTo("queued");
        refused(decide(world.ownerKey(), id, "approve"), 409, "wrong_state");

        String rejected = mailbox.send("Two").text("id");
        Answer no = world.call(
                key, "POST", "/v1/emails/" + rejected + "/decide", Map.of("decision", "reject", "reason", "Too dear"));
        assertThat(no.text("status")).isEqualTo("rejected");
        assertThat(decide(key, rejected, "reject").status()).isEqualTo(200);
        assertThat(mailbox.read(rejected).text("reason")).isEqualTo("Too dear");
        assertThat(decide(key, rejected, "approve").text("status")).isEqualTo("rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject"})
    void anAgentMayNotDecideOverItsOwnNorAnyMessage(String action) {
        String id = mailbox.send("One").text("id");
        for (String token : List.of(mailbox.token(), mailbox.testToken(), other.token())) {
            refused(decide(token, id, action), 403, "agent_may_not_decide");
            refused(
                    world.call(token, "POST", "/v1/emails/" + id + "/decide", Map.of("action", action)),
                    403,
                    "agent_may_not_decide");
        }
        assertThat(mailbox.status(id)).isEqualTo("pending");
    }

    @Test
    void whoMayOnlyLookMayNotDecide() {
        String id = mailbox.send("One").text("id");
        refused(decide(key("oversight_read"), id, "approve"), 403, "insufficient_scope");
        refused(decide(key("read"), id, "approve"), 403, "insufficient_scope");
    }

    @Test
    void aDecisionAfterTheTimeIsOverExpiresTheMessage() {
        String id = mailbox.send("One").text("id");
        world.settle();
        world.clock().advance(Duration.ofDays(3));
        Answer late = decide(world.ownerKey(), id, "approve");
        refused(late, 409, "message_expired");
        assertThat(late.text("status")).isEqualTo("expired");
        assertThat(mailbox.status(id)).isEqualTo("expired");
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
        refused(decide(world.ownerKey(), id, "reject"), 409, "message_expired");
    }

    @Test
    void aDecisionNamesItsMessageItsActionAndIfWantedItsContent() {
        String id = mailbox.send("One").text("id");
        refused(
                world.call(world.ownerKey(), "POST", "/v1/oversight/decide", Map.of("action", "approve")),
                400,
                "missing_field");
        refused(decide(world.ownerKey(), id, "maybe"), 400, "invalid_field");
        refused(decide(world.ownerKey(), "nonsense", "approve"), 404, "not_found");
        refused(
                world.call(
                        world.ownerKey(),
                        "POST",
                        "/v1/oversight/decide",
                        Map.of("message_id", id, "action", "reject", "reason", "r".repeat(501))),
                400,
                "invalid_field");
        Map<String, String> otherContent = Map.of("email_id", id, "action", "approve", "content_hash", "0".repeat(64));
        refused(world.call(world.ownerKey(), "POST", "/v1/oversight/decide", otherContent), 409, "content_changed");
        String hash = mailbox.read(id).text("content_hash");
        Map<String, String> sameContent = Map.of("email_id", id, "action", "approve", "content_hash", hash);
        assertThat(world.call(world.ownerKey(), "POST", "/v1/oversight/decide", sameContent)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aMessageIsTakenBackWhileItIsPendingOrQueuedAsOftenAsAsked() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String pending = mailbox.send("One").text("id");
        String queued = free.send("Two").text("id");
        String scheduled = free.send(free.token(), "Three", Map.of("send_at", "2027-03-02T00:00:00Z"))
                .text("id");
        for (int twice = 0; twice < 2; twice++) {
            assertThat(cancel(pending).text("status")).isEqualTo("cancelled");
            for (String id : List.of(queued, scheduled)) {
                Answer answer = world.call(free.token(), "POST", "/v1/mailboxes/me/emails/" + id + "/cancel", "");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text("message_id")).isEqualTo(id);
            }
        }
        world.clock().advance(Duration.ofDays(2));
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(free.read(queued).text("ended_by")).startsWith("agent:");
    }

    @Test
    void whatIsOverCannotBeTakenBack() {
        String sent = mailbox.send("One").text("id");
        decide(world.ownerKey(), sent, "approve");
        String rejected = mailbox.send("Two").text("id");
        decide(world.ownerKey(), rejected, "reject");
        String expired = mailbox.send("Three").text("id");
        world.settle();
        world.clock().advance(Duration.ofDays(3));
        Answer late = cancel(expired);
        refused(late, 409, "message_expired");
        assertThat(mailbox.status(expired)).isEqualTo("expired");
        for (Map.Entry<String, String> one :
                Map.of(sent, "sent", rejected, "rejected", expired, "expired").entrySet()) {
            Answer answer = cancel(one.getKey());
            refused(answer, 409, "wrong_state");
            assertThat(answer.text("status")).isEqualTo(one.getValue());
        }
        String inbound = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        assertThat(cancel(inbound).text("status")).isEqualTo("unread");
    }

    @Test
    void anOwnerTakesBackAnyMessageAndAnOverseerNone() {
        String id = mailbox.send("One").text("id");
        refused(world.call(key("oversight"), "POST", "/v1/emails/" + id + "/cancel", ""), 403, "insufficient_scope");
        assertThat(world.call(world.ownerKey(), "POST", "/v1/emails/" + id + "/cancel", "")
                        .status())
                .isEqualTo(200);
        refused(decide(world.ownerKey(), id, "approve"), 409, "wrong_state");
    }
}
