package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for mail or for a decision, so that clients need not ask every few seconds. */
class WaitingTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private void after(int pauses, Runnable event) {
        AtomicInteger count = new AtomicInteger();
        world.meanwhile(() -> {
            if (count.incrementAndGet() == pauses) {
                event.run();
            }
        });
    }

    @Test
    void mailThatComesInIsAnsweredAtOnce() {
        Incoming.arrive(mailbox, Incoming.plain("Old"));
        after(3, () -> Incoming.arrive(mailbox, Incoming.plain("Offer")));
        Answer answer = world.get(mailbox.token(), "/v1/mailboxes/me/wait");
        assertThat(answer.json().at("emails").list()).hasSize(1);
        assertThat(answer.json().at("emails").first().at("subject").text()).isEqualTo("Offer");
        assertThat(answer.text("timed_out")).isEqualTo("false");
        assertThat(world.pauses()).hasSize(3);
    }

    @Test
    void whatCameSinceAKnownMessageNeedsNoWaiting() {
        String first = Incoming.arrive(mailbox, Incoming.plain("One"));
        world.clock().advance(Duration.ofSeconds(1));
        Incoming.arrive(mailbox, Incoming.plain("Two"));
        Answer answer = world.get(mailbox.token(), "/v1/mailboxes/me/wait?since_id=" + first);
        assertThat(answer.json().at("emails").first().at("subject").text()).isEqualTo("Two");
        assertThat(world.pauses()).isEmpty();
    }

    @Test
    void theTimeIsOverWithin25SecondsAndPausesGrow() {
        Answer answer = world.get(mailbox.token(), "/v1/mailboxes/me/wait");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("timed_out")).isEqualTo("true");
        Duration whole = world.pauses().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(whole).isEqualTo(Duration.ofSeconds(25));
        assertThat(world.pauses()).hasSizeLessThan(15);
        assertThat(world.pauses().getFirst()).isLessThan(world.pauses().get(3));
    }

    @Test
    void itWaitsForTheMailThatIsAskedFor() {
        after(1, () -> Incoming.arrive(mailbox, Incoming.plain("Offer")));
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/wait?timeout_seconds=5&subject_contains=invoice")
                        .text("timed_out"))
                .isEqualTo("true");
    }

    @Test
    void aSentMessageIsNoMailThatCameIn() {
        after(1, () -> mailbox.send("Hi"));
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/wait?timeout_seconds=3")
                        .text("timed_out"))
                .isEqualTo("true");
    }

    @Test
    void aDecisionEndsTheWait() {
        String id = mailbox.send("Hi").text("id");
        after(
                2,
                () -> world.call(
                        world.ownerKey(),
                        "POST",
                        "/v1/emails/" + id + "/decide",
                        Map.of("action", "reject", "reason", "No")));
        Answer answer = world.get(mailbox.token(), "/v1/emails/" + id + "/wait");
        assertThat(answer.text("decided")).isEqualTo("true");
        assertThat(answer.text("status")).isEqualTo("rejected");
        assertThat(answer.text("reason")).isEqualTo("No");
        Answer again = world.get(mailbox.token(), "/v1/emails/" + id + "/wait");
        assertThat(again.text("status")).isEqualTo("rejected");
        assertThat(world.pauses()).hasSize(2);
    }

    @Test
    void noDecisionIsSaidSo() {
        String id = mailbox.send("Hi").text("id");
        Answer answer = world.get(mailbox.token(), "/v1/mailboxes/me/emails/" + id + "/wait?timeout_seconds=0");
        assertThat(answer.text("decided")).isEqualTo("false");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(world.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "26", "soon", "1.5"})
    void aTimeHasBounds(String timeout) {
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/wait?timeout_seconds=" + timeout)
                        .text("code"))
                .isEqualTo("invalid_field");
    }
}
