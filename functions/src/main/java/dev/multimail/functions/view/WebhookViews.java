package dev.multimail.functions.view;

import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Webhooks and their deliveries in answers, without secrets. */
public final class WebhookViews {
    private WebhookViews() {}

    public static Map<String, Object> of(Subscription subscription) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", subscription.id());
        view.put("url", subscription.url());
        view.put("events", subscription.events());
        putNullable(view, "mailbox_id", subscription.mailbox());
        view.put("is_active", subscription.disabledAt() == null);
        putNullable(view, "failing_since", subscription.failingSince());
        putNullable(view, "disabled_at", subscription.disabledAt());
        view.put("created_at", subscription.createdAt().toString());
        return view;
    }

    public static Map<String, Object> of(WebhookDelivery delivery) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", delivery.key());
        view.put("webhook_id", delivery.subscriptionId());
        view.put("event_id", delivery.eventId());
        view.put("event_type", delivery.eventName());
        view.put("url", delivery.url());
        view.put("status", delivery.status().name().toLowerCase(Locale.ROOT));
        view.put("attempts", delivery.attempts());
        if (delivery.responseStatus() != null) {
            view.put("response_status", delivery.responseStatus());
        }
        view.put("created_at", delivery.createdAt().toString());
        putNullable(view, "last_attempt_at", delivery.lastAttemptAt());
        putNullable(view, "next_attempt_at", delivery.nextAt());
        return view;
    }

    // Clients read these keys whether or not there is a value; an absent one reads as null to them.
    private static void putNullable(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value.toString());
        }
    }
}
