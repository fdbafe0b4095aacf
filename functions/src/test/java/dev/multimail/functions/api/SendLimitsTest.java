package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.store.Rates;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runaway agent stops at its mailbox, and two agents that answer each other at their thread. */
class SendLimitsTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer limit(Object sendsPerHour) {
        return world.call(
                world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("sends_per_hour", sendsPerHour));
    }

    private static void assertLimited(Answer answer, long seconds) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text("code")).isEqualTo("limit_reached");
        assertThat(answer.headers()).containsEntry("retry-after", Long.toString(seconds));
    }

    @Test
    void theLastOfTheHourIsSentAndTheNextIsToldWhenToComeAgain() {
        limit(3);
        for (int sent = 0; sent < 3; sent++) {
            assertThat(mailbox.send("Within").status()).isEqualTo(202);
        }
        world.clock().advance(Duration.ofMinutes(59).plusSeconds(59));
        assertLimited(mailbox.send("Beyond"), 1);
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(3);
        world.clock().advance(Duration.ofSeconds(1));
        assertThat(mailbox.send("The next hour").status()).isEqualTo(202);
    }

    @Test
    void repliesCountToo() {
        limit(1);
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        assertThat(reply(id).status()).isEqualTo(202);
        assertLimited(reply(id), 3_600);
    }

    @Test
    void aRepeatedRequestGetsItsFirstAnswerAtTheLimit() {
        limit(1);
        Answer first = mailbox.send(mailbox.token(), "Once", Map.of("idempotency_key", "k1"));
        Answer again = mailbox.send(mailbox.token(), "Once", Map.of("idempotency_key", "k1"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertLimited(mailbox.send(mailbox.token(), "Once", Map.of("idempotency_key", "k2")), 3_600);
    }

    @Test
    void anotherMailboxAndTestTrafficHaveCountsOfTheirOwn() {
        limit(1);
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        assertThat(mailbox.send("Live").status()).isEqualTo(202);
        assertThat(mailbox.send(mailbox.testToken(), "Test", Map.of()).status()).isEqualTo(202);
        assertLimited(mailbox.send(mailbox.testToken(), "Test", Map.of()), 3_600);
        assertThat(other.send("Live").status()).isEqualTo(202);
        assertThat(other.send("Live").status()).isEqualTo(202);
    }

    @Test
    void aRefusedMessageCountsNothing() {
        limit(2);
        assertThat(mailbox.send("One").status()).isEqualTo(202);
        assertThat(mailbox.send(mailbox.token(), "No address", Map.of("to", "nobody"))
                        .status())
                .isEqualTo(400);
        assertThat(mailbox.send("Two").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000})
    void bothEndsOfTheRangeAreTaken(long limit) {
        Answer answer = limit(limit);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("sends_per_hour").text()).isEqualTo(Long.toString(limit));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 100_001, 4_294_967_297L})
    void whatIsOutsideIsRefusedAndChangesNothing(long limit) {
        Answer answer = limit(limit);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).contains("sends_per_hour is from 1 to 100000");
        assertThat(world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id())
                        .json()
                        .at("sends_per_hour")
                        .text())
                .isEqualTo("1000");
    }

    @Test
    void anAgentCannotRaiseItsOwnLimit() {
        assertThat(world.call(
                                mailbox.token(),
                                "PATCH",
                                "/v1/mailboxes/" + mailbox.id(),
                                Map.of("sends_per_hour", 100_000))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied", "Precedence: bulk", "X-MultiMail-Identity: a.b.c"})
    void twoMachinesDoNotAnswerEachOtherForEver(String header) {
        String first = automatic(header, "<0@x.example>", "");
        String thread = mailbox.read(first).text("thread_id");
        Set<String> threads = new HashSet<>();
        String latest = first;
        for (int answered = 0; answered < Rates.ANSWERS_PER_THREAD; answered++) {
            assertThat(reply(latest).status()).isEqualTo(202);
            latest = automatic(header, "<a" + answered + "@x.example>", "In-Reply-To: <0@x.example>\n");
            threads.add(mailbox.read(latest).text("thread_id"));
        }
        assertThat(threads).containsExactly(thread);
        // The world begins at nine in the morning, UTC.
        assertLimited(reply(latest), Duration.ofHours(15).toSeconds());
        world.clock().advance(Duration.ofHours(15));
        assertThat(reply(latest).status()).isEqualTo(202);
    }

    @Test
    void answersToPeopleAreNotLimitedByThread() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        for (int answered = 0; answered <= Rates.ANSWERS_PER_THREAD; answered++) {
            assertThat(reply(id).status()).isEqualTo(202);
        }
    }

    private String automatic(String header, String messageId, String more) {
        return Incoming.arrive(
                mailbox,
                "From: robot@x.example\nTo: buyer@agents.example.com\nSubject: Ping\nMessage-ID: " + messageId + "\n"
                        + more + header + "\n\nPing\n");
    }

    private Answer reply(String id) {
        return world.call(mailbox.token(), "POST", "/v1/mailboxes/me/reply/" + id, Map.of("markdown", "Pong"));
    }
}
