package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import dev.multimail.webhook.WebhookDelivery;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists what was posted to the account's webhooks, newest first, and how it went. */
public record ListWebhookDeliveries(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 50;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_DELIVERIES,
                Endpoint.Verb.GET,
                "List webhook deliveries, newest first, with attempts and outcomes.",
                "/v1/webhook-deliveries");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String account = call.principal().accountId();
        String list = "deliveries:" + account;
        Page<WebhookDelivery> page = services.store()
                .webhooks()
                .deliveries(account, call.limit(STANDARD_LIMIT), Cursor.position(list, call.queryParameter("cursor")));
        services.store().audit().record(call.audit(null, null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("deliveries", page.items().stream().map(WebhookViews::of).toList());
        answer.put("cursor", Cursor.of(list, page.next()));
        return Reply.ok(answer);
    }
}
