package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.inbound.Texts;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.view.MessageDetail;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.ContentHash;
import dev.multimail.message.MessageState;
import dev.multimail.store.Deliverables.Deliverable;
import dev.multimail.store.Write;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns an event into one delivery per endpoint that wants it. The delivery's row is made once, however often the event
 * comes, and holds the bytes that every attempt posts; the row's own change wakes the first attempt.
 */
public record FanOut(Services services) implements RequestHandler<Map<String, Object>, String> {
    // A row holds 400 KB, and the body has up to four texts and a list of files beside its addresses.
    private static final int MAX_TEXT_OCTETS = 48 * 1024;
    private static final int MAX_FILES = 50;
    private static final List<String> TEXT_FIELDS = List.of("markdown", "text_body", "body", "html_body");

    @Override
    public String handleRequest(Map<String, Object> eventBridge, Context context) {
        Event event = Events.of(eventBridge);
        List<Subscription> subscriptions = services.store().webhooks().ofAccount(event.accountId()).stream()
                .filter(subscription -> nameFor(subscription, event).isPresent())
                .toList();
        if (subscriptions.isEmpty()) {
            return "nobody listens";
        }
        Optional<Deliverable> read = services.store().deliverables().get(event.messageId());
        if (read.isEmpty()) {
            return "the message is gone";
        }
        for (Subscription subscription : subscriptions) {
            String name = nameFor(subscription, event).orElseThrow();
            List<Write> writes = new ArrayList<>(services.store()
                    .webhooks()
                    .createDelivery(delivery(subscription, event, name), body(event, name, read.get())));
            // Nothing of a message is written once it is erased.
            writes.add(services.store().messages().stillThere(event.messageId()));
            services.store().transactions().commit(writes);
        }
        return "fanned out to " + subscriptions.size();
    }

    private static Optional<String> nameFor(Subscription subscription, Event event) {
        return subscription.nameFor(event.type(), event.messageId().mailbox());
    }

    private WebhookDelivery delivery(Subscription subscription, Event event, String name) {
        Instant now = services.clock().instant();
        String suffix =
                ContentHash.ofText("delivery", event.id(), subscription.id()).substring(0, 24);
        return new WebhookDelivery(
                String.format("dlv_%015d_%s", event.at().toEpochMilli(), suffix),
                event.accountId(),
                subscription.id(),
                event.id(),
                name,
                subscription.url(),
                event.messageId().toString(),
                WebhookDelivery.Status.PENDING,
                0,
                null,
                now,
                null,
                now);
    }

    private String body(Event event, String name, Deliverable read) {
        String mailbox = read.mailbox().address().toString();
        Map<String, Object> data =
                new LinkedHashMap<>(MessageDetail.of(read.message(), read.raw(), services.settings()));
        data.put("mailbox", mailbox);
        data.put("status", event.status());
        if (event.reason() != null) {
            data.put("reason", event.reason());
        }
        if (event.by() != null) {
            data.put("by", event.by());
        }
        if (read.message().isUnreleased() || event.status().equals(MessageState.PENDING_INBOUND.wire())) {
            // Whoever receives webhooks may be the agent's own program, which reads only what a person released.
            TEXT_FIELDS.forEach(data::remove);
            data.remove("attachments");
            data.remove("content_hash");
        }
        boolean cut = Texts.cutToOctets(data, TEXT_FIELDS, MAX_TEXT_OCTETS);
        if (data.get("attachments") instanceof List<?> files && files.size() > MAX_FILES) {
            data.put("attachments", files.subList(0, MAX_FILES));
            cut = true;
        }
        data.put("truncated", cut);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", event.id());
        body.put("type", name);
        body.put("event_type", event.type().messageName());
        body.put("created_at", event.at().toString());
        body.put("timestamp", event.at().toString());
        body.put("test", !event.messageId().live());
        body.put("mailbox", mailbox);
        body.put("mailbox_id", event.messageId().mailbox().toString());
        body.put("message_id", event.messageId().toString());
        body.put("email_id", event.messageId().toString());
        if (data.get("thread_id") instanceof String thread) {
            body.put("thread_id", thread);
        }
        body.put("data", data);
        return Json.write(body);
    }
}
