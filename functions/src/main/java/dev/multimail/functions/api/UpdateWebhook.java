package dev.multimail.functions.api;

import dev.multimail.functions.admin.WebhookSettings;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a webhook's address or events, and switches it on again. */
public record UpdateWebhook(Services services) implements ApiOperation<UpdateWebhook.Request> {
    /** What to change. */
    public record Request(@Nullable String url, @Nullable List<String> events) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.UPDATE_WEBHOOK,
                Endpoint.Verb.PATCH,
                "Change where a webhook posts or to which events it listens; one that was disabled is switched"
                        + " on again. Owners only.",
                "/v1/webhooks/{webhook}");
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
        Request request = call.request();
        String url = request.url() == null ? webhook.url() : WebhookSettings.url(services, request.url());
        List<String> events = request.events() == null ? webhook.events() : WebhookSettings.events(request.events());
        Subscription after = webhook.aimed(url, events);
        services.store()
                .transactions()
                .require(List.of(
                        services.store().webhooks().change(webhook, after),
                        services.store().audit().append(call.audit(after.mailbox(), after.id()))));
        Map<String, Object> answer = new LinkedHashMap<>(WebhookViews.of(after));
        answer.put("status", "updated");
        return Reply.ok(answer);
    }
}
