package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.store.Tables;
import dev.multimail.store.testing.EmbeddedTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Timers that come early, late or twice, and what the sweep does for those that never come. */
class SweepTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();

    @Test
    void anExpiryThatComesEarlyLateOrTwiceExpiresOnce() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        expire(id);
        world.clock().advance(Duration.ofDays(3).minusMillis(1));
        expire(id);
        assertThat(mailbox.status(id)).isEqualTo("pending");
        world.clock().advance(Duration.ofMillis(1));
        expire(id);
        expire(id);
        world.clock().advance(Duration.ofDays(9));
        expire(id);
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("expired");
        assertThat(types()).containsExactly("PENDING", "EXPIRED");
    }

    @Test
    void anExpiryAfterTheDecisionChangesNothing() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        mailbox.press(mailbox.newestLink(), "approve", "");
        world.settle();
        world.clock().advance(Duration.ofDays(4));
        expire(id);
        expire("msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM0123456789");
        assertThat(mailbox.status(id)).isEqualTo("sent");
    }

    @Test
    void aPendingMessageWhoseTimerIsLostExpiresAllTheSame() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        world.pipeline().forget();
        after(Duration.ofDays(3).minusSeconds(1));
        assertThat(mailbox.status(id)).isEqualTo("pending");
        after(Duration.ofSeconds(1));
        assertThat(mailbox.status(id)).isEqualTo("expired");
    }

    @Test
    void oneRowThatCannotBeReadKeepsNoOtherWaitingAndIsReported() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        List<String> ids = Stream.of("One", "Two", "Three")
                .map(subject -> mailbox.send(subject).text("id"))
                .toList();
        world.settle();
        world.pipeline().forget();
        spoil(ids.get(1));
        world.clock().advance(Duration.ofDays(3));
        assertThatThrownBy(() -> world.pipeline().sweep())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 of 3 rows were not looked after");
        assertThat(mailbox.status(ids.get(0))).isEqualTo("expired");
        assertThat(mailbox.status(ids.get(2))).isEqualTo("expired");
        assertThat(world.log())
                .contains("\"what\":\"sweep\"")
                .contains(ids.get(1).substring(4, 30));
    }

    // Takes the account from a message's row, as no write of the service does.
    private void spoil(String id) {
        MessageId message = MessageId.parse(id).orElseThrow();
        EmbeddedTables.client(world.tables())
                .updateItem(update -> update.tableName(world.tables().state())
                        .key(Map.of(
                                Tables.PK,
                                AttributeValue.fromS("MBX#" + message.mailbox().key()),
                                Tables.SK,
                                AttributeValue.fromS("MSG#" + message.ulid())))
                        .updateExpression("REMOVE acc"));
    }

    @Test
    void aQuestionThatIsLostBeforeItReachesItsApproversIsAskedAgain() {
        world.outbox().answerWith(mail -> new Delivery.RefusedForNow("throttled"));
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        mailbox.send("Hello");
        world.settle();
        world.pipeline().forget();
        world.outbox().answerWith(mail -> new Delivery.Accepted("ses-1"));
        after(MINUTE);
        assertThat(world.outbox().notices()).hasSize(1);
        assertThat(world.pipeline().waits()).as("parked again").hasSize(1);
        after(MINUTE);
        assertThat(world.outbox().notices()).hasSize(1);
    }

    @Test
    void aQueuedMessageWhoseJobIsLostStillLeaves() {
        world.outbox().answerWith(mail -> new Delivery.RefusedForNow("throttled"));
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        String id = mailbox.send("Hello").text("id");
        world.settle();
        world.pipeline().forget();
        world.outbox().answerWith(mail -> new Delivery.Accepted("ses-1"));
        after(Duration.ofSeconds(9));
        assertThat(mailbox.status(id)).isEqualTo("queued");
        after(Duration.ofSeconds(1));
        assertThat(mailbox.status(id)).isEqualTo("sent");
    }

    @Test
    void aScheduledMessageWhoseTimerIsLostStillLeavesAtItsTime() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        Instant sendAt = World.START.plus(Duration.ofHours(1));
        String id = mailbox.send(mailbox.token(), "Later", Map.of("send_at", sendAt.toString()))
                .text("id");
        world.settle();
        world.pipeline().forget();
        after(Duration.ofHours(1).minusMillis(1));
        assertThat(mailbox.status(id)).isEqualTo("scheduled");
        after(Duration.ofMillis(1));
        assertThat(mailbox.status(id)).isEqualTo("sent");
    }

    @Test
    void theCopyOfAMonitoredMessageIsNotLost() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "monitored");
        world.outbox()
                .answerWith(mail -> mail.kind() == Outgoing.Kind.NOTICE
                        ? new Delivery.RefusedForNow("throttled")
                        : new Delivery.Accepted("ses-1"));
        String id = mailbox.send("Hello").text("id");
        world.settle();
        world.pipeline().forget();
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(world.outbox().notices()).isEmpty();
        world.outbox().answerWith(mail -> new Delivery.Accepted("ses-2"));
        after(MINUTE);
        after(MINUTE);
        assertThat(world.outbox().notices()).hasSize(1);
        assertThat(types()).containsExactly("QUEUED", "SENT");
    }

    @Test
    void heldMailThatCameInIsAskedAboutAgainWhenTheQuestionIsLost() {
        world.outbox().answerWith(mail -> new Delivery.Unknown("no answer"));
        TestMailbox mailbox = world.mailbox("closed@agents.example.com", "gated_all");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), mailbox.address()));
        world.settle();
        world.pipeline().forget();
        int before = world.outbox().notices().size();
        world.outbox().answerWith(mail -> new Delivery.Accepted("ses-1"));
        after(MINUTE);
        assertThat(world.outbox().notices()).hasSize(before + 1);
    }

    @Test
    void aProcessThatLostAllItsTimersFindsEverythingAgain() {
        TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        gated.send("Hello");
        Instant sendAt = World.START.plus(Duration.ofHours(1));
        free.send(free.token(), "Later", Map.of("send_at", sendAt.toString()));
        world.settle();
        world.pipeline().forget();
        new Sweep(world.services()).recover(World.START.plus(Duration.ofDays(400)));
        assertThat(world.pipeline().waits()).hasSize(1);
        world.clock().advance(Duration.ofHours(1));
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(1);
        world.clock().advance(Duration.ofDays(3));
        world.settle();
        assertThat(types()).endsWith("EXPIRED");
    }

    private void after(Duration time) {
        world.clock().advance(time);
        world.pipeline().sweep();
        world.settle();
    }

    private void expire(String id) {
        new Expire(world.services()).handleRequest(Map.of(Expire.MESSAGE_ID, id), new TestContext());
    }

    private List<String> types() {
        return world.pipeline().events().stream()
                .map(event -> event.type().name())
                .toList();
    }
}
