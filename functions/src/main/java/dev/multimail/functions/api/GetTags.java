package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.Map;

/** Reads a message's tags. */
public record GetTags(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_TAGS,
                Endpoint.Verb.GET,
                "Read a message's tags.",
                "/v1/mailboxes/{mailbox}/emails/{email}/tags",
                "/v1/emails/{email}/tags");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Message message = Targets.message(call);
        services.store()
                .audit()
                .record(call.audit(message.id().mailbox(), message.id().toString()));
        return Reply.ok(Map.of("tags", message.tags()));
    }
}
