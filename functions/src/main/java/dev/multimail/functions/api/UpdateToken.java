package dev.multimail.functions.api;

import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.admin.TokenSettings;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.CredentialViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.store.Write;
import dev.multimail.token.Credential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a token's name or scopes; the authorizer may know the old scopes for 60 seconds more. */
public record UpdateToken(Services services) implements ApiOperation<UpdateToken.Request> {
    /** What to change. */
    public record Request(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.UPDATE_TOKEN,
                Endpoint.Verb.PATCH,
                "Give a token another name, or an account key other scopes. Owners only.",
                "/v1/api-keys/{token}");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Credential before = services.store()
                .credentials()
                .get(call.principal().accountId(), call.pathParameter("token").orElse(""))
                .filter(Credential::active)
                .orElseThrow(Targets::missing);
        Request request = call.request();
        String name = request.name() == null ? before.name() : TokenSettings.name(request.name());
        Principal principal = switch (before.principal()) {
            case Principal.Agent agent ->
                new Principal.Agent(
                        agent.tokenId(),
                        agent.accountId(),
                        agent.mailbox(),
                        agent.address(),
                        agent.live(),
                        TokenSettings.agentScopes(request.scopes(), agent.scopes()));
            case Principal.Key key ->
                new Principal.Key(key.tokenId(), key.accountId(), TokenSettings.scopes(request.scopes(), key.scopes()));
            case Principal.Approver _ -> throw Targets.missing();
        };
        String change = before.id() + ", scopes " + request.scopes();
        OwnerCodes.Word word = request.scopes() == null
                ? OwnerCodes.NOT_NEEDED
                : OwnerCodes.word(call, change, request.approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        Credential after = new Credential(
                before.id(), name, before.digest(), before.prefix(), principal, before.createdAt(), null);
        List<Write> writes = new ArrayList<>(services.store().credentials().change(before, after));
        writes.addAll(word.writes());
        writes.add(services.store().audit().append(call.audit(null, after.id())));
        services.store().transactions().require(writes);
        Map<String, Object> answer = new LinkedHashMap<>(CredentialViews.of(after));
        answer.put("status", "updated");
        return Reply.ok(answer);
    }
}
