package dev.multimail.functions.api;

import dev.multimail.functions.admin.Closing;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.Map;

/** Deletes a mailbox: it is switched off, its tokens are revoked, and its address stays taken. */
public record DeleteMailbox(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_MAILBOX,
                Endpoint.Verb.DELETE,
                "Switch a mailbox off for good and revoke its tokens. Its address is never given to another"
                        + " one. Owners only.",
                "/v1/mailboxes/{mailbox}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Mailbox mailbox = Targets.mailbox(call);
        if (!mailbox.active()) {
            throw Targets.missing();
        }
        Closing.mailbox(call, mailbox);
        return Reply.ok(Map.of("status", "deleted", "id", mailbox.id().toString()));
    }
}
