package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mailbox.Suppression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is repeated under its idempotency key has its effect once and its answer every time. */
class IdempotencyTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer send(String token, String subject, Map<String, String> headers) {
        return world.call(
                token,
                "POST",
                "/v1/mailboxes/me/send",
                Json.write(Map.of("to", "v@example.org", "subject", subject, "body", "Hello")),
                headers);
    }

    private Answer sendUnder(String key, String subject) {
        return send(mailbox.token(), subject, Map.of("Idempotency-Key", key));
    }

    private int messages(String token) {
        return world.get(token, "/v1/mailboxes/me/emails")
                .json()
                .at("emails")
                .list()
                .size();
    }

    private void configure(Map<String, ?> change) {
        Answer answer = world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), change);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void theSameRequestIsAnsweredWithTheSameBytesAndMakesOneMessage() {
        Answer first = sendUnder("k1", "Hi");
        world.settle();
        world.clock().advance(Duration.ofHours(25));
        Answer second = sendUnder("k1", "Hi");
        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
        assertThat(messages(mailbox.token())).isEqualTo(1);
    }

    @Test
    void theKeyMayStandInTheBody() {
        Answer first = mailbox.send(mailbox.token(), "Hi", Map.of("idempotency_key", "k1"));
        Answer second = mailbox.send(mailbox.token(), "Hi", Map.of("idempotency_key", "k1"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(messages(mailbox.token())).isEqualTo(1);
    }

    @Test
    void anotherRequestUnderAUsedKeyIsRefused() {
        sendUnder("k1", "Hi");
        Answer other = sendUnder("k1", "Something else");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
        assertThat(messages(mailbox.token())).isEqualTo(1);
    }

    @Test
    void aReplyUnderTheKeyOfASendIsAnotherRequest() {
        String id = sendUnder("k1", "Hi").text("id");
        Answer reply = world.call(
                mailbox.token(),
                "POST",
                "/v1/emails/" + id + "/reply",
                Map.of("body", "Hello", "idempotency_key", "k1"));
        assertThat(reply.status()).isEqualTo(422);
        Map<String, String> body = Map.of("body", "Hello", "idempotency_key", "k2");
        Answer first = world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/reply", body);
        Answer second = world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/reply", body);
        assertThat(first.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void liveAndTestTrafficAndOtherMailboxesHaveKeysOfTheirOwn() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        Map<String, String> key = Map.of("idempotency-key", "k1");
        assertThat(List.of(
                        send(mailbox.token(), "Hi", key).text("id"),
                        send(mailbox.testToken(), "Hi", key).text("id"),
                        send(other.token(), "Hi", key).text("id")))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("msg_"));
    }

    @Test
    void theFirstAnswerStandsWhateverChangedSince() {
        Answer first = sendUnder("k1", "Hi");
        configure(Map.of("oversight_mode", "read_only"));
        assertThat(sendUnder("k1", "Hi").body()).isEqualTo(first.body());
        assertThat(sendUnder("k2", "Hi").text("code")).isEqualTo("mode_read_only");
        configure(Map.of("oversight_mode", "autonomous"));
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression("v@example.org", "bounce", World.START))));
        assertThat(sendUnder("k1", "Hi").body()).isEqualTo(first.body());
        assertThat(sendUnder("k2", "Hi").text("code")).isEqualTo("recipient_suppressed");
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        assertThat(sendUnder("k1", "").status()).isEqualTo(400);
        assertThat(sendUnder("k1", "Hi").status()).isEqualTo(202);
    }

    @Test
    void aKeyIsFreeAgainOnceItsAnswerIsForgotten() {
        String first = sendUnder("k1", "Hi").text("id");
        world.clock().advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(sendUnder("k1", "Hi").text("id")).isEqualTo(first);
        world.clock().advance(Duration.ofSeconds(1));
        Answer again = sendUnder("k1", "Hi");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aKeyHasFromOneTo256Characters(int length) {
        Answer answer = mailbox.send(mailbox.token(), "Hi", Map.of("idempotency_key", "k".repeat(length)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("idempotency_key");
        assertThat(sendUnder("k".repeat(256), "Hi").status()).isEqualTo(202);
    }

    @Test
    void twoAtOnceMakeOneMessageAndGetOneAnswer() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                String key = "race-" + round;
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Answer> call = () -> {
                    start.await();
                    return sendUnder(key, "Hi");
                };
                List<Future<Answer>> both = List.of(threads.submit(call), threads.submit(call));
                List<String> bodies = new ArrayList<>();
                for (Future<Answer> one : both) {
                    bodies.add(one.get().body());
                }
                assertThat(bodies.getFirst()).contains("msg_").isEqualTo(bodies.getLast());
            }
        }
        Map<String, Object> all = new HashMap<>();
        world.get(mailbox.token(), "/v1/mailboxes/me/emails?limit=100")
                .json()
                .at("emails")
                .list()
                .forEach(mail -> all.put(mail.at("id").text(), mail));
        assertThat(all).hasSize(20);
    }
}
