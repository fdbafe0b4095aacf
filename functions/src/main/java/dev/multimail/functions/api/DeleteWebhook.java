package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.webhook.Subscription;
import java.util.List;
import java.util.Map;

/** Ends a subscription. Deliveries under way end with it. */
public record DeleteWebhook(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_WEBHOOK, Endpoint.Verb.DELETE, "Delete a webhook.", "/v1/webhooks/{webhook}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Subscription subscription = services.store()
                .webhooks()
                .get(call.principal().accountId(), call.pathParameter("webhook").orElse(""))
                .orElseThrow(Targets::missing);
        services.store()
                .transactions()
                .require(List.of(
                        services.store().webhooks().delete(subscription),
                        services.store().audit().append(call.audit(subscription.mailbox(), subscription.id()))));
        return Reply.ok(Map.of("status", "deleted", "id", subscription.id()));
    }
}
