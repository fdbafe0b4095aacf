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
import dev.multimail.webhook.Subscription;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a webhook, its secret too. */
public record GetWebhook(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_WEBHOOK,
                Endpoint.Verb.GET,
                "Read a webhook with its signing secret. Owners only.",
                "/v1/webhooks/{webhook}");
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
        services.store().audit().record(call.audit(webhook.mailbox(), webhook.id()));
        Map<String, Object> answer = new LinkedHashMap<>(WebhookViews.of(webhook));
        answer.put("signing_secret", webhook.secret().value());
        answer.put("secret", webhook.secret().value());
        return Reply.ok(answer);
    }
}
