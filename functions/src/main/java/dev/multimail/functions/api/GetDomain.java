package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.DomainViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;

/** Reads one of the account's mail domains. */
public record GetDomain(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_DOMAIN,
                Endpoint.Verb.GET,
                "Read a mail domain: how far it is, and the DNS records to set. Owners only.",
                "/v1/domains/{domain}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        MailDomain domain = Targets.domain(call);
        services.store().audit().record(call.audit(null, domain.id()));
        return Reply.ok(DomainViews.of(domain, services.ports().domains().mailHost()));
    }
}
