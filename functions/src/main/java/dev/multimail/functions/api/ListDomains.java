package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.DomainViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.Map;

/** Lists the account's mail domains. */
public record ListDomains(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_DOMAINS,
                Endpoint.Verb.GET,
                "List the account's mail domains, newest first, with their DNS records. Owners only.",
                "/v1/domains");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String mailHost = services.ports().domains().mailHost();
        Map<String, Object> answer = Map.of(
                "domains",
                services.store().domains().ofAccount(call.principal().accountId()).stream()
                        .map(domain -> DomainViews.of(domain, mailHost))
                        .toList());
        services.store().audit().record(call.audit(null, null));
        return Reply.ok(answer);
    }
}
