package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the account's webhooks, without their secrets. */
public record ListWebhooks(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(Operation.LIST_WEBHOOKS, Endpoint.Verb.GET, "List the account's webhooks.", "/v1/webhooks");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        List<Map<String, Object>> webhooks =
                services.store().webhooks().ofAccount(call.principal().accountId()).stream()
                        .map(WebhookViews::of)
                        .toList();
        services.store().audit().record(call.audit(null, null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("webhooks", webhooks);
        answer.put("subscriptions", webhooks);
        return Reply.ok(answer);
    }
}
