package dev.multimail.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Envelope;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Receipts;
import dev.multimail.message.Step;
import dev.multimail.policy.OversightMode;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import dev.multimail.webhook.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant EXPIRES_AT = NOW.plus(Duration.ofDays(3));
    private static final MessageId ID = new MessageId("01JQ4T2Z3E5V7X9ABCDEFGHJKM", new MailboxId("0123456789"), true);
    private static final Approval BY_ANN = new Approval(Approval.Kind.PERSON, "ann@example.com", NOW, "hash");
    private static final Handover HANDOVER = new Handover(NOW, "provider-1", "m@example.com");
    private static final Matter OUTBOUND = new Matter.Outbound(
            ThreadId.openedBy(ID),
            new Envelope(Address.parse("buyer@example.com"), List.of(), List.of(), List.of()),
            null,
            "Hello",
            0,
            10,
            null,
            Map.of());

    private final Message held = message(Lifecycle.held(EXPIRES_AT, null, NOW));
    private final Message queued = message(Lifecycle.allowed(null, null, NOW));

    @Test
    void aHeldMessageIsParkedItsApproversAskedAndTheBusTold() {
        assertThat(Effects.of(null, held))
                .containsExactly(
                        new Effect.Park(ID, EXPIRES_AT),
                        new Effect.Enqueue(new Job.AskApprovers(ID), NOW),
                        published(held, EventType.PENDING, null, null));
    }

    @Test
    void anApprovedMessageEndsItsWaitAndIsQueued() {
        Message approved = next(held, Lifecycle.approve(held.life(), BY_ANN, "hash", OUTBOUND, NOW));
        assertThat(Effects.of(held, approved))
                .containsExactly(
                        new Effect.EndWait(ID, "queued"),
                        new Effect.Enqueue(new Job.Deliver(ID), NOW),
                        published(approved, EventType.APPROVED, null, "ann@example.com"),
                        published(approved, EventType.QUEUED, null, null));
    }

    @Test
    void everyEndingEndsTheWaitAndSaysWhoAndWhy() {
        Ending no = new Ending("ann@example.com", NOW, "Wrong vendor");
        Message rejected = next(held, Lifecycle.reject(held.life(), no));
        assertThat(Effects.of(held, rejected))
                .containsExactly(
                        new Effect.EndWait(ID, "rejected"),
                        published(rejected, EventType.REJECTED, "Wrong vendor", "ann@example.com"));
        Message cancelled = next(held, Lifecycle.cancel(held.life(), no));
        assertThat(Effects.of(held, cancelled))
                .containsExactly(
                        new Effect.EndWait(ID, "cancelled"),
                        published(cancelled, EventType.CANCELLED, "Wrong vendor", "ann@example.com"));
        Message expired = next(held, Lifecycle.expire(held.life(), EXPIRES_AT));
        assertThat(Effects.of(held, expired))
                .containsExactly(
                        new Effect.EndWait(ID, "expired"),
                        published(expired, EventType.EXPIRED, null, "system:expiry"));
    }

    @Test
    void aScheduledMessageIsReleasedAtItsTime() {
        Instant sendAt = NOW.plusSeconds(3600);
        Message scheduled = message(Lifecycle.allowed(null, sendAt, NOW));
        assertThat(Effects.of(null, scheduled))
                .containsExactly(
                        new Effect.Enqueue(new Job.Release(ID), sendAt),
                        published(scheduled, EventType.QUEUED, null, null));
    }

    @Test
    void aRefusedAttemptIsMadeAgainAfterItsPauseAndIsNoEvent() {
        Message sending = next(queued, Lifecycle.claim(queued.life(), OversightMode.AUTONOMOUS, NOW));
        assertThat(Effects.of(queued, sending)).isEmpty();
        Message again = next(sending, Lifecycle.refusedForNow(sending.life(), 1, "throttled", NOW));
        assertThat(Effects.of(sending, again))
                .containsExactly(new Effect.Enqueue(new Job.Deliver(ID), NOW.plusSeconds(10)));
    }

    @Test
    void onlyAMonitoredMessageIsCopiedToItsApprovers() {
        for (OversightMode mode : OversightMode.values()) {
            Message sending = next(queued, Lifecycle.claim(queued.life(), mode, NOW));
            Message sent = next(sending, Lifecycle.accepted(sending.life(), 1, HANDOVER));
            Effect copy = new Effect.Enqueue(new Job.CopyToApprovers(ID), NOW);
            Effect told = published(sent, EventType.SENT, null, null);
            assertThat(Effects.of(sending, sent))
                    .isEqualTo(mode == OversightMode.MONITORED ? List.of(copy, told) : List.of(told));
            assertThat(Effects.unfinished(sent)).isEqualTo(mode == OversightMode.MONITORED ? List.of(copy) : List.of());
        }
    }

    @Test
    void eachFactIsToldOnceWhateverElseBecomesKnown() {
        Message sent = message(Lifecycle.allowed(null, null, NOW));
        Receipts delivered = Receipts.none().delivered(NOW);
        Message first = next(sent, Lifecycle.receipt(sent.life(), delivered));
        assertThat(Effects.of(sent, first)).containsExactly(published(first, EventType.DELIVERED, null, null));
        Message second = next(first, Lifecycle.receipt(first.life(), delivered.bounced(NOW, "Permanent")));
        assertThat(Effects.of(first, second)).containsExactly(published(second, EventType.BOUNCED, "Permanent", null));
        Message third = next(
                second,
                Lifecycle.receipt(
                        second.life(), delivered.bounced(NOW, "Permanent").complained(NOW)));
        assertThat(Effects.of(second, third)).containsExactly(published(third, EventType.COMPLAINED, null, null));
    }

    @Test
    void aRepeatedQuestionIsAskedAndIsNoEvent() {
        Message noticed = next(held, Lifecycle.noticed(held.life(), NOW));
        assertThat(Effects.of(held, noticed)).isEmpty();
        Message asked = next(noticed, Lifecycle.askNotice(noticed.life(), NOW));
        assertThat(Effects.of(noticed, asked)).containsExactly(new Effect.Enqueue(new Job.AskApprovers(ID), NOW));
    }

    @Test
    void nothingFollowsFromAChangeThatLeavesTheLifeAsItIs() {
        assertThat(Effects.of(held, held.withTags(Map.of("a", "b")))).isEmpty();
        assertThat(Effects.of(queued, queued.withTags(Map.of("a", "b")))).isEmpty();
        assertThat(Effects.of(held, held)).isEmpty();
    }

    @Test
    void heldMailThatCameInIsAskedAboutAndToldOfOnceItIsReleased() {
        Matter inbound = new Matter.Inbound(
                ThreadId.openedBy(ID),
                "",
                null,
                List.of(),
                List.of(),
                "b@example.com",
                null,
                "Hello",
                0,
                1,
                null,
                List.of(),
                Map.of(),
                true,
                false);
        Message waiting = message(inbound, Lifecycle.received(true, NOW));
        assertThat(Effects.of(null, waiting))
                .containsExactly(
                        new Effect.Enqueue(new Job.AskApprovers(ID), NOW),
                        published(waiting, EventType.PENDING, null, null));
        Message released = next(waiting, Lifecycle.approve(waiting.life(), BY_ANN, "hash", inbound, NOW));
        assertThat(Effects.of(waiting, released))
                .containsExactly(
                        published(released, EventType.APPROVED, null, "ann@example.com"),
                        published(released, EventType.RECEIVED, null, null));
        Message read = next(released, Lifecycle.read(released.life()));
        assertThat(Effects.of(released, read)).isEmpty();
        Message free = message(inbound, Lifecycle.received(false, NOW));
        assertThat(Effects.of(null, free)).containsExactly(published(free, EventType.RECEIVED, null, null));
    }

    @Test
    void theSameChangeHasTheSameEffectsAndAnotherVersionAnotherEventId() {
        assertThat(Effects.of(null, held)).isEqualTo(Effects.of(null, held));
        String first = Event.idOf(ID, 1, EventType.PENDING);
        assertThat(first).matches("evt_[0-9a-f]{32}").isEqualTo(Event.idOf(ID, 1, EventType.PENDING));
        assertThat(List.of(
                        first,
                        Event.idOf(ID, 2, EventType.PENDING),
                        Event.idOf(ID, 1, EventType.QUEUED),
                        Event.idOf(new MessageId(ID.ulid(), ID.mailbox(), false), 1, EventType.PENDING)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDeliveryIsPostedWhenItIsDueAndNeverOnceItIsOver() {
        WebhookDelivery due = new WebhookDelivery(
                "dlv_1",
                "acc_1",
                "whk_1",
                "evt_1",
                "email.sent",
                "https://hooks.example.com/",
                "msg_1",
                WebhookDelivery.Status.PENDING,
                0,
                null,
                NOW,
                null,
                NOW);
        assertThat(Effects.of(due)).containsExactly(new Effect.Enqueue(new Job.PostWebhook("acc_1", "dlv_1"), NOW));
        assertThat(Effects.of(due.attempted(WebhookDelivery.Status.DELIVERED, 200, NOW, null)))
                .isEmpty();
    }

    private static Message message(Life life) {
        return message(OUTBOUND, life);
    }

    private static Message message(Matter matter, Life life) {
        return new Message(ID, "acc_1", NOW, NOW, "hash", matter, life, Map.of());
    }

    private static Message next(Message before, Step step) {
        assertThat(step).isInstanceOf(Step.Changed.class);
        return before.with(((Step.Changed) step).life(), NOW);
    }

    private static Effect published(Message message, EventType type, @Nullable String reason, @Nullable String by) {
        return new Effect.Publish(new Event(
                Event.idOf(ID, message.life().version(), type),
                type,
                NOW,
                "acc_1",
                ID,
                message.state().wire(),
                reason,
                by));
    }
}
