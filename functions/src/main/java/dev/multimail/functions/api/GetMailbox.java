package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;

/** Reads a mailbox's configuration. */
public record GetMailbox(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_MAILBOX,
                Endpoint.Verb.GET,
                "Read a mailbox: address, oversight mode, approvers, time to decide.",
                "/v1/mailboxes/{mailbox}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Mailbox mailbox = Targets.mailbox(call);
        services.store().audit().record(call.audit(mailbox.id(), mailbox.id().toString()));
        return Reply.ok(Views.mailbox(mailbox));
    }
}
