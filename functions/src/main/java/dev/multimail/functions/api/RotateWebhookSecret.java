package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a webhook a new secret, shown in this answer; the old one stays valid for 24 hours. */
public record RotateWebhookSecret(Services services) implements ApiOperation<RotateWebhookSecret.Request> {
    /** A secret of the caller's own, or none for a fresh one. */
    public record Request(@Nullable String secret) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.ROTATE_WEBHOOK_SECRET,
                Endpoint.Verb.POST,
                "Give a webhook a new signing secret; the old one signs beside it for 24 hours. Owners only.",
                "/v1/webhooks/{webhook}/rotate-secret");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Subscription webhook = services.store()
                .webhooks()
                .get(call.principal().accountId(), call.pathParameter("webhook").orElse(""))
                .orElseThrow(Targets::missing);
        WebhookSecret secret = call.request().secret() == null
                ? WebhookSecret.create(services.random())
                : new WebhookSecret(call.request().secret());
        Subscription after = webhook.rotated(secret, call.now());
        services.store()
                .transactions()
                .require(List.of(
                        services.store().webhooks().change(webhook, after),
                        services.store().audit().append(call.audit(after.mailbox(), after.id()))));
        Map<String, Object> answer = new LinkedHashMap<>(WebhookViews.of(after));
        answer.put("status", "rotated");
        answer.put("signing_secret", secret.value());
        answer.put("secret", secret.value());
        answer.put(
                "previous_secret_until", call.now().plus(Subscription.ROTATION).toString());
        return Reply.ok(answer);
    }
}
