package dev.multimail.effect;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.id.MessageId;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Letter;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import dev.multimail.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps each committed change to what follows from it. Pure: the same change always has the same effects. */
public final class Effects {
    private Effects() {}

    /** What follows from a change of a message's row; {@code before} is null when the row is new. */
    public static List<Effect> of(@Nullable Message before, Message after) {
        List<Effect> effects = new ArrayList<>();
        boolean moved = before == null || before.state() != after.state();
        if (moved && before != null && before.state() == MessageState.PENDING) {
            effects.add(new Effect.EndWait(after.id(), after.state().wire()));
        }
        boolean rescheduled = before != null
                && after.state() == MessageState.SCHEDULED
                && !Objects.equals(before.life().sendAt(), after.life().sendAt());
        boolean asked =
                before != null && after.life().noticesAsked() > before.life().noticesAsked();
        if (moved || rescheduled) {
            effects.addAll(unfinished(after));
        } else if (asked && after.state().waitsForPerson()) {
            effects.add(ask(after));
        }
        events(before, after, moved).forEach(event -> effects.add(new Effect.Publish(event)));
        return List.copyOf(effects);
    }

    /**
     * What a message still needs in order to go on: the same after its change was seen, and after a wake-up was lost.
     */
    public static List<Effect> unfinished(Message message) {
        Life life = message.life();
        Instant now = message.updatedAt();
        List<Effect> effects = new ArrayList<>();
        switch (life.state()) {
            case PENDING -> {
                Instant expiresAt = life.expiresAt();
                if (expiresAt != null) {
                    effects.add(new Effect.Park(message.id(), expiresAt));
                }
                if (life.noticedAt() == null) {
                    effects.add(ask(message));
                }
            }
            case PENDING_INBOUND -> {
                if (life.noticedAt() == null) {
                    effects.add(ask(message));
                }
            }
            case SCHEDULED -> {
                Instant sendAt = life.sendAt() == null ? now : life.sendAt();
                effects.add(new Effect.Enqueue(new Job.Release(message.id()), sendAt));
            }
            case QUEUED -> {
                Instant retryAt = life.attempt() > 1 && life.wakeAt() != null ? life.wakeAt() : now;
                effects.add(new Effect.Enqueue(new Job.Deliver(message.id()), retryAt));
            }
            case SENT -> {
                if (Lifecycle.awaitsCopy(life)) {
                    effects.add(new Effect.Enqueue(new Job.CopyToApprovers(message.id()), now));
                }
            }
            case SENDING, UNCONFIRMED, FAILED, REJECTED, CANCELLED, EXPIRED, APPLIED, UNREAD, READ -> {}
        }
        return List.copyOf(effects);
    }

    /** What follows from a change of a code's row. */
    public static List<Effect> of(OneTimeCode after) {
        return after.mailedAt() != null || after.usedAt() != null
                ? List.of()
                : List.of(new Effect.Enqueue(
                        new Job.MailCode(after.id()), after.asked().getLast()));
    }

    /** What follows from a change of a letter's row. */
    public static List<Effect> of(Letter after) {
        return after.mailedAt() != null
                ? List.of()
                : List.of(new Effect.Enqueue(new Job.MailLetter(after.id()), after.createdAt()));
    }

    /** What follows from an erasure that was written down. */
    public static List<Effect> ofErasure(MessageId erased) {
        return List.of(new Effect.Forget(erased));
    }

    /** What follows from a change of a webhook delivery's row. */
    public static List<Effect> of(WebhookDelivery after) {
        Instant nextAt = after.nextAt();
        return nextAt == null
                ? List.of()
                : List.of(new Effect.Enqueue(new Job.PostWebhook(after.accountId(), after.key()), nextAt));
    }

    private static Effect ask(Message message) {
        return new Effect.Enqueue(new Job.AskApprovers(message.id()), message.updatedAt());
    }

    private static List<Event> events(@Nullable Message before, Message after, boolean moved) {
        List<Event> events = new ArrayList<>();
        Life life = after.life();
        if (moved) {
            Approval approval = life.approval();
            Approval earlier = before == null ? null : before.life().approval();
            if (approval != null && approval.kind() == Approval.Kind.PERSON && !approval.equals(earlier)) {
                events.add(event(after, EventType.APPROVED, null, approval.by()));
            }
            Ending ending = life.ending();
            String reason = ending == null ? null : ending.reason();
            String by = ending == null ? null : ending.by();
            ofState(after).ifPresent(type -> events.add(event(after, type, reason, by)));
        }
        Receipts known = life.receipts();
        Receipts had = before == null ? Receipts.none() : before.life().receipts();
        if (known.deliveredAt() != null && had.deliveredAt() == null) {
            events.add(event(after, EventType.DELIVERED, null, null));
        }
        if (known.bouncedAt() != null && had.bouncedAt() == null) {
            events.add(event(after, EventType.BOUNCED, known.bounceType(), null));
        }
        if (known.complainedAt() != null && had.complainedAt() == null) {
            events.add(event(after, EventType.COMPLAINED, null, null));
        }
        return events;
    }

    private static Optional<EventType> ofState(Message message) {
        return switch (message.state()) {
            case PENDING, PENDING_INBOUND -> Optional.of(EventType.PENDING);
            case QUEUED, SCHEDULED -> message.life().attempt() == 1 ? Optional.of(EventType.QUEUED) : Optional.empty();
            case SENT -> Optional.of(EventType.SENT);
            case UNCONFIRMED -> Optional.of(EventType.UNCONFIRMED);
            case FAILED -> Optional.of(EventType.FAILED);
            case REJECTED -> Optional.of(EventType.REJECTED);
            case CANCELLED -> Optional.of(EventType.CANCELLED);
            case EXPIRED -> Optional.of(EventType.EXPIRED);
            case UNREAD ->
                message.matter() instanceof Matter.Inbound ? Optional.of(EventType.RECEIVED) : Optional.empty();
            case SENDING, APPLIED, READ -> Optional.empty();
        };
    }

    private static Event event(Message message, EventType type, @Nullable String reason, @Nullable String by) {
        return new Event(
                Event.idOf(message.id(), message.life().version(), type),
                type,
                message.updatedAt(),
                message.accountId(),
                message.id(),
                message.state().wire(),
                reason,
                by);
    }
}
