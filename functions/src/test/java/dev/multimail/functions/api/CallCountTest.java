package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each operation costs in calls to AWS, its authorizer's one strongly consistent read first. */
class CallCountTest {
    private static final String AUTHORIZER = "getItem";

    private final World world = new World();
    private final TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
    private final TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");

    private void costs(Supplier<Answer> operation, String... calls) {
        world.faults().heal();
        Answer answer = operation.get();
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        assertThat(world.faults().calls()).startsWith(AUTHORIZER);
        assertThat(world.faults().calls().subList(1, world.faults().calls().size()))
                .containsExactly(calls);
    }

    @Test
    void sendingReadsOnceAndWritesOnceInEveryMode() {
        for (TestMailbox mailbox : List.of(gated, free, strict)) {
            costs(() -> mailbox.send("Hi"), "batchGetItem", "transactWriteItems");
        }
        List<String> fifty =
                IntStream.range(0, 50).mapToObj(n -> "p" + n + "@example.org").toList();
        costs(() -> free.send(free.token(), "Hi", Map.of("to", fifty)), "batchGetItem", "transactWriteItems");
        costs(
                () -> free.send(free.token(), "Hi", Map.of("idempotency_key", "k")),
                "batchGetItem",
                "transactWriteItems");
    }

    @Test
    void replyingReadsOnceAndWritesOnce() {
        String id = Incoming.arrive(gated, Incoming.plain("Offer"));
        costs(
                () -> world.call(gated.token(), "POST", "/v1/emails/" + id + "/reply", Map.of("body", "Yes")),
                "batchGetItem",
                "transactWriteItems");
    }

    @Test
    void listsReadOnceAndLeaveTheirRecord() {
        String thread = gated.send("Hi").text("thread_id");
        for (int n = 0; n < 30; n++) {
            gated.send("Hi " + n);
        }
        for (String path : List.of(
                "/v1/mailboxes/me/emails",
                "/v1/mailboxes/me/emails?status=unread",
                "/v1/mailboxes/me/emails?limit=5",
                "/v1/mailboxes/me/threads/" + thread,
                "/v1/oversight/pending",
                "/v1/contacts")) {
            costs(() -> world.get(gated.token(), path), "query", "putItem");
        }
    }

    @Test
    void readingReadsOnceAndWritesOnce() {
        String id = Incoming.arrive(gated, Incoming.plain("Offer"));
        costs(() -> gated.read(id), "batchGetItem", "transactWriteItems");
        costs(() -> gated.read(id), "batchGetItem", "putItem");
        costs(() -> world.get(gated.token(), "/v1/emails/" + id + "/tags"), "getItem", "putItem");
    }

    @Test
    void takingBackAndDecidingReadOnceAndWriteOnce() {
        String first = gated.send("One").text("id");
        costs(
                () -> world.call(gated.token(), "POST", "/v1/emails/" + first + "/cancel", ""),
                "getItem",
                "transactWriteItems");
        costs(() -> world.call(gated.token(), "POST", "/v1/emails/" + first + "/cancel", ""), "getItem", "putItem");
        String second = gated.send("Two").text("id");
        costs(
                () -> world.call(
                        world.ownerKey(), "POST", "/v1/emails/" + second + "/decide", Map.of("action", "approve")),
                "getItem",
                "transactWriteItems");
    }

    @Test
    void tagsAndContactsReadOnceAndWriteOnce() {
        for (TestMailbox mailbox : List.of(gated, strict)) {
            String id = mailbox.send("Hi").text("id");
            costs(
                    () -> world.call(
                            mailbox.token(), "PUT", "/v1/emails/" + id + "/tags", Map.of("tags", Map.of("a", "1"))),
                    "batchGetItem",
                    "transactWriteItems");
            costs(
                    () -> world.call(mailbox.token(), "DELETE", "/v1/emails/" + id + "/tags/a", ""),
                    "batchGetItem",
                    "transactWriteItems");
            costs(
                    () -> world.call(mailbox.token(), "POST", "/v1/contacts", Map.of("email", "ann@x.example")),
                    "getItem",
                    "transactWriteItems");
        }
    }

    @Test
    void creatingAMailboxChecksItsApproverAndItsAccountAndWritesOnce() {
        costs(
                () -> world.call(
                        world.ownerKey(),
                        "POST",
                        "/v1/mailboxes",
                        Map.of("address", "new@agents.example.com", "approver_emails", List.of("a@example.com"))),
                "getItem",
                "getItem",
                "transactWriteItems");
    }

    @Test
    void aRefusalIsRecordedAndReadsNothingElse() {
        world.faults().heal();
        Answer refused = world.call(world.ownerKey(), "POST", "/v1/mailboxes/me/send", "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(world.faults().calls()).containsExactly(AUTHORIZER, "putItem");
    }
}
