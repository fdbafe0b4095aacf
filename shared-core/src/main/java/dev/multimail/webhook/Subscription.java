package dev.multimail.webhook;

import dev.multimail.id.MailboxId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as an owner set it up.
 *
 * @param events the names that the owner chose, {@code *} for all
 * @param mailbox only events of this mailbox, or null for all of the account
 * @param failingSince when deliveries began to fail without a success since, or null
 * @param disabledAt when it was switched off after failing for too long, or null
 * @param previousSecret the secret before the last rotation, or null
 * @param previousUntil until when the previous secret signs too
 */
public record Subscription(
        String id,
        String accountId,
        String url,
        List<String> events,
        @Nullable MailboxId mailbox,
        WebhookSecret secret,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable WebhookSecret previousSecret,
        @Nullable Instant previousUntil) {
    /** How long the secret before a rotation still signs beside the new one. */
    public static final Duration ROTATION = Duration.ofHours(24);

    public static final String ALL = "*";

    public Subscription {
        events = List.copyOf(events);
    }

    /** A subscription that is new and healthy. */
    public Subscription(
            String id,
            String accountId,
            String url,
            List<String> events,
            @Nullable MailboxId mailbox,
            WebhookSecret secret,
            Instant createdAt,
            @Nullable Instant failingSince,
            @Nullable Instant disabledAt) {
        this(id, accountId, url, events, mailbox, secret, createdAt, failingSince, disabledAt, null, null);
    }

    /** The secrets that sign at a time, the current one first. */
    public List<WebhookSecret> secrets(Instant now) {
        return previousSecret != null && previousUntil != null && now.isBefore(previousUntil)
                ? List.of(secret, previousSecret)
                : List.of(secret);
    }

    /** The same with a new secret; the old one signs beside it for {@link #ROTATION}. */
    public Subscription rotated(WebhookSecret next, Instant now) {
        return new Subscription(
                id,
                accountId,
                url,
                events,
                mailbox,
                next,
                createdAt,
                failingSince,
                disabledAt,
                secret,
                now.plus(ROTATION));
    }

    /** The same with another health. */
    public Subscription withHealth(@Nullable Instant failing, @Nullable Instant disabled) {
        return new Subscription(
                id,
                accountId,
                url,
                events,
                mailbox,
                secret,
                createdAt,
                failing,
                disabled,
                previousSecret,
                previousUntil);
    }

    /** The same for another place and other events, healthy again. */
    public Subscription aimed(String nextUrl, List<String> nextEvents) {
        return new Subscription(
                id,
                accountId,
                nextUrl,
                nextEvents,
                mailbox,
                secret,
                createdAt,
                null,
                null,
                previousSecret,
                previousUntil);
    }

    /** The name under which this subscriber wants to hear of an event, or empty if it does not. */
    public Optional<String> nameFor(EventType type, MailboxId of) {
        if (disabledAt != null || (mailbox != null && !mailbox.equals(of))) {
            return Optional.empty();
        }
        if (events.contains(type.emailName()) || events.contains(ALL)) {
            return Optional.of(type.emailName());
        }
        return events.contains(type.messageName()) ? Optional.of(type.messageName()) : Optional.empty();
    }
}
