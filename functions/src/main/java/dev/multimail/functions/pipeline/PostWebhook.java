package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.audit.AuditRecord;
import dev.multimail.effect.Job;
import dev.multimail.functions.webhook.WebhookPoster.Answer;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Octets;
import dev.multimail.store.Write;
import dev.multimail.webhook.RetrySchedule;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import dev.multimail.webhook.WebhookDelivery.Status;
import dev.multimail.webhook.WebhookSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one attempt to post a delivery, signs it, and writes down how it went and when the next one is due. */
public record PostWebhook(Services services) implements RequestHandler<SQSEvent, SQSBatchResponse> {
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Batches.each(services, "post webhook", event, job -> {
            if (!(job instanceof Job.PostWebhook post)) {
                throw new IllegalArgumentException("mail has a queue of its own");
            }
            services.store()
                    .webhooks()
                    .getDelivery(post.accountId(), post.deliveryKey())
                    .ifPresent(this::attempt);
        });
    }

    private void attempt(WebhookDelivery delivery) {
        Instant now = services.clock().instant();
        boolean due = delivery.nextAt() != null && !delivery.nextAt().isAfter(now);
        if (delivery.status() != Status.PENDING || !due) {
            return;
        }
        Optional<Subscription> subscription = services.store()
                .webhooks()
                .get(delivery.accountId(), delivery.subscriptionId())
                .filter(found -> found.disabledAt() == null);
        Optional<String> body =
                subscription.flatMap(_ -> services.store().webhooks().body(delivery));
        if (subscription.isEmpty() || body.isEmpty()) {
            write(delivery, delivery.attempted(Status.FAILED, null, now, null), List.of());
            return;
        }
        Answer answer = post(delivery, subscription.get(), body.get(), now);
        settle(delivery, subscription.get(), answer, services.clock().instant());
    }

    private Answer post(WebhookDelivery delivery, Subscription subscription, String text, Instant now) {
        Octets body = Octets.owning(text.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers =
                new HashMap<>(WebhookSignature.headers(subscription.secrets(now), delivery.eventId(), now, body));
        headers.put("Content-Type", "application/json");
        headers.put("X-MultiMail-Event-Id", delivery.eventId());
        headers.put("X-MultiMail-Event", delivery.eventName());
        headers.put("X-MultiMail-Attempt", Integer.toString(delivery.attempts() + 1));
        return services.settings().webhookPoster().post(URI.create(delivery.url()), headers, body);
    }

    private void settle(WebhookDelivery delivery, Subscription subscription, Answer answer, Instant now) {
        Integer status = switch (answer) {
            case Answer.Answered answered -> answered.status();
            case Answer.Unreachable _ -> null;
        };
        if (answer instanceof Answer.Answered answered && answered.accepted()) {
            write(delivery, delivery.attempted(Status.DELIVERED, status, now, null), healthy(subscription));
            return;
        }
        int made = delivery.attempts() + 1;
        @Nullable
        Instant retryAt = RetrySchedule.delayAfter(made).map(now::plus).orElse(null);
        Status next = retryAt == null ? Status.FAILED : Status.PENDING;
        write(delivery, delivery.attempted(next, status, now, retryAt), failing(subscription, now));
    }

    private void write(WebhookDelivery before, WebhookDelivery after, List<Write> also) {
        List<Write> writes = new ArrayList<>(also);
        writes.addFirst(services.store().webhooks().changeDelivery(before, after));
        // Another worker may have made the same attempt meanwhile, or the owner deleted the webhook: then its word
        // stands.
        if (services.store().transactions().commit(writes).isPresent() && !also.isEmpty()) {
            services.store().transactions().commit(writes.subList(0, 1));
        }
    }

    private List<Write> healthy(Subscription subscription) {
        return subscription.failingSince() == null ? List.of() : List.of(health(subscription, null, null));
    }

    private List<Write> failing(Subscription subscription, Instant now) {
        Instant since = subscription.failingSince();
        if (since == null) {
            return List.of(health(subscription, now, null));
        }
        if (since.plus(RetrySchedule.DISABLE_AFTER).isAfter(now)) {
            return List.of();
        }
        AuditRecord disabled = new AuditRecord(
                services.ids().ulid(),
                now,
                subscription.accountId(),
                null,
                true,
                "system:webhooks",
                "webhook.disabled",
                AuditRecord.OK,
                subscription.id(),
                "disable-" + subscription.id(),
                Map.of("failing_since", since.toString()));
        return List.of(
                health(subscription, since, now), services.store().audit().append(disabled));
    }

    private Write health(Subscription subscription, @Nullable Instant failingSince, @Nullable Instant disabledAt) {
        return services.store().webhooks().change(subscription, subscription.withHealth(failingSince, disabledAt));
    }
}
