package dev.multimail.functions.api;

import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.admin.WebhookSettings;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscribes an endpoint to events. The signing secret is shown this once. */
public record CreateWebhook(Services services) implements ApiOperation<CreateWebhook.Request> {
    private static final int CREATED = 201;
    static final int MAX_WEBHOOKS = 50;

    /** Where to post which events; all of them if none is named. A secret may be brought along. */
    public record Request(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String mailboxId,
            @Nullable String mailbox,
            @Nullable String secret,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CREATE_WEBHOOK,
                Endpoint.Verb.POST,
                "Subscribe an endpoint to events. Answers the signing secret, this once.",
                "/v1/webhooks");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Request request = call.request();
        String account = call.principal().accountId();
        if (services.store().webhooks().ofAccount(account).size() >= MAX_WEBHOOKS) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "An account has at most " + MAX_WEBHOOKS + " webhooks.");
        }
        String named = request.mailboxId() != null ? request.mailboxId() : request.mailbox();
        MailboxId mailbox = named == null ? null : Targets.mailbox(call, named).id();
        WebhookSecret secret = request.secret() == null
                ? WebhookSecret.create(services.random())
                : new WebhookSecret(request.secret());
        Subscription subscription = new Subscription(
                services.ids().prefixed("whk_"),
                account,
                WebhookSettings.url(services, request.url()),
                WebhookSettings.events(request.events()),
                mailbox,
                secret,
                call.now(),
                null,
                null);
        String change = subscription.url() + ", events " + String.join(", ", subscription.events())
                + (mailbox == null ? "" : ", mailbox " + mailbox);
        OwnerCodes.Word word = OwnerCodes.word(call, change, request.approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        services.store()
                .transactions()
                .require(OwnerCodes.with(
                        word,
                        services.store().webhooks().create(subscription),
                        services.store().audit().append(call.audit(mailbox, subscription.id()))));
        Map<String, Object> answer = new LinkedHashMap<>(WebhookViews.of(subscription));
        answer.put("signing_secret", secret.value());
        answer.put("secret", secret.value());
        return Reply.json(CREATED, answer);
    }
}
