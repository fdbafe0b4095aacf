package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AccountViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;

/** Reads the account that the caller belongs to. */
public record GetAccount(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_ACCOUNT,
                Endpoint.Verb.GET,
                "Read the account: who the operator is and where oversight goes.",
                "/v1/account");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Account account =
                services.store().accounts().get(call.principal().accountId()).orElseThrow(Targets::missing);
        services.store().audit().record(call.audit(null, account.id()));
        return Reply.ok(AccountViews.of(account));
    }
}
