package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.CredentialViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists tokens, revoked ones too, without their text. */
public record ListTokens(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_TOKENS,
                Endpoint.Verb.GET,
                "List the tokens of a mailbox, or all of the account's.",
                "/v1/mailboxes/{mailbox}/tokens",
                "/v1/api-keys");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        boolean named = call.pathParameter("mailbox")
                .or(() -> call.queryParameter("mailbox"))
                .isPresent();
        MailboxId only = named ? Targets.mailbox(call).id() : null;
        List<Map<String, Object>> tokens =
                services.store().credentials().ofAccount(call.principal().accountId()).stream()
                        .filter(credential -> only == null
                                || (credential.principal() instanceof Principal.Agent agent
                                        && agent.mailbox().equals(only)))
                        .map(CredentialViews::of)
                        .toList();
        services.store().audit().record(call.audit(only, null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("tokens", tokens);
        answer.put("api_keys", tokens);
        return Reply.ok(answer);
    }
}
