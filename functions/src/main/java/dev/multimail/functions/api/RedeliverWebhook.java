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
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import java.util.List;

/** Makes a webhook delivery due again, whatever became of it. */
public record RedeliverWebhook(Services services) implements ApiOperation<NoBody> {
    private static final int ACCEPTED = 202;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REDELIVER_WEBHOOK,
                Endpoint.Verb.POST,
                "Post a delivery again at once, with the same body and event id. Owners only.",
                "/v1/webhook-deliveries/{delivery}/redeliver");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        WebhookDelivery before = services.store()
                .webhooks()
                .getDelivery(
                        call.principal().accountId(),
                        call.pathParameter("delivery").orElse(""))
                .orElseThrow(Targets::missing);
        Subscription webhook = services.store()
                .webhooks()
                .get(before.accountId(), before.subscriptionId())
                .orElseThrow(Targets::missing);
        if (services.store().webhooks().body(before).isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "What this delivery posted was erased, or is older than 30 days.");
        }
        WebhookDelivery after = before.again(webhook.url(), call.now());
        services.store()
                .transactions()
                .require(List.of(
                        services.store().webhooks().changeDelivery(before, after),
                        services.store().audit().append(call.audit(webhook.mailbox(), before.key()))));
        return Reply.json(ACCEPTED, WebhookViews.of(after));
    }
}
