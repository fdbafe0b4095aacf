package dev.multimail.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param key sorts by time and is made from event and subscription, so that a repeated fan-out finds it there already
 * @param about the message that it tells of, or the event's own id where it tells of none
 * @param attempts how many attempts were made
 * @param nextAt when the next attempt is due, null when there will be none
 */
public record WebhookDelivery(
        String key,
        String accountId,
        String subscriptionId,
        String eventId,
        String eventName,
        String url,
        String about,
        Status status,
        int attempts,
        @Nullable Integer responseStatus,
        Instant createdAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAt) {
    /** How a delivery stands. */
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED
    }

    /** The delivery, due again at once, at the endpoint's present address. */
    public WebhookDelivery again(String presentUrl, Instant now) {
        return new WebhookDelivery(
                key,
                accountId,
                subscriptionId,
                eventId,
                eventName,
                presentUrl,
                about,
                Status.PENDING,
                attempts,
                responseStatus,
                createdAt,
                lastAttemptAt,
                now);
    }

    /** The delivery after one more attempt. */
    public WebhookDelivery attempted(Status next, @Nullable Integer response, Instant now, @Nullable Instant retryAt) {
        return new WebhookDelivery(
                key,
                accountId,
                subscriptionId,
                eventId,
                eventName,
                url,
                about,
                next,
                attempts + 1,
                response,
                createdAt,
                now,
                retryAt);
    }
}
