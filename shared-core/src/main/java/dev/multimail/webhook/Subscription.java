package dev.multimail.webhook;

import dev.multimail.id.MailboxId;
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
        @Nullable Instant disabledAt) {
    public static final String ALL = "*";

    public Subscription {
        events = List.copyOf(events);
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
