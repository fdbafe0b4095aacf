package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Removes a mail domain that no mailbox uses. */
public record DeleteDomain(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_DOMAIN,
                Endpoint.Verb.DELETE,
                "Remove a mail domain of which no active mailbox has an address. Owners only.",
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
        boolean used = services.store().mailboxes().ofAccount(domain.accountId()).stream()
                .filter(Mailbox::active)
                .anyMatch(mailbox -> mailbox.address().normalized().endsWith("@" + domain.name()));
        if (used) {
            throw Problem.of(ErrorCode.DOMAIN_IN_USE);
        }
        // First where it is registered: if the call breaks off here, the same call completes it.
        services.ports().domains().remove(domain.name());
        List<Write> writes = new ArrayList<>(services.store().domains().delete(domain));
        writes.add(
                services.store().audit().append(call.audit("ok", null, domain.id(), Map.of("domain", domain.name()))));
        services.store().transactions().require(writes);
        return Reply.ok(Map.of("status", "deleted", "id", domain.id()));
    }
}
