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
import java.util.List;

/** Looks whether a mail domain's DKIM records are there. */
public record VerifyDomain(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.VERIFY_DOMAIN,
                Endpoint.Verb.POST,
                "Look whether a mail domain's DNS records are there; ask again as often as you like. Owners only.",
                "/v1/domains/{domain}/verify");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        MailDomain before = Targets.domain(call);
        MailDomain after =
                before.verifiedAt() == null && services.ports().domains().verified(before.name())
                        ? before.verified(call.now())
                        : before;
        if (after.version() == before.version()) {
            services.store().audit().record(call.audit(null, before.id()));
        } else {
            services.store()
                    .transactions()
                    .require(List.of(
                            services.store().domains().change(before, after),
                            services.store().audit().append(call.audit(null, before.id()))));
        }
        return Reply.ok(DomainViews.of(after, services.ports().domains().mailHost()));
    }
}
