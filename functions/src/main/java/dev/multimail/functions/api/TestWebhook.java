package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Write;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends a webhook an event that tells of nothing. */
public record TestWebhook(Services services) implements ApiOperation<NoBody> {
    private static final int ACCEPTED = 202;
    private static final String EVENT = "webhook.test";

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.TEST_WEBHOOK,
                Endpoint.Verb.POST,
                "Post a signed webhook.test event to a webhook, to see that it arrives. Owners only.",
                "/v1/webhooks/{webhook}/test");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Subscription webhook = services.store()
                .webhooks()
                .get(call.principal().accountId(), call.pathParameter("webhook").orElse(""))
                .orElseThrow(Targets::missing);
        String eventId = services.ids().prefixed("evt_");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", eventId);
        body.put("type", EVENT);
        body.put("event_type", EVENT);
        body.put("created_at", call.now().toString());
        body.put("timestamp", call.now().toString());
        body.put("test", true);
        body.put("data", Map.of("webhook_id", webhook.id(), "message", "This endpoint receives events."));
        WebhookDelivery delivery = new WebhookDelivery(
                String.format("dlv_%015d_%s", call.now().toEpochMilli(), eventId.substring("evt_".length())),
                webhook.accountId(),
                webhook.id(),
                eventId,
                EVENT,
                webhook.url(),
                eventId,
                WebhookDelivery.Status.PENDING,
                0,
                null,
                call.now(),
                null,
                call.now());
        List<Write> writes = new ArrayList<>(services.store().webhooks().createDelivery(delivery, Json.write(body)));
        writes.add(services.store().audit().append(call.audit(webhook.mailbox(), webhook.id())));
        services.store().transactions().require(writes);
        return Reply.json(ACCEPTED, WebhookViews.of(delivery));
    }
}
