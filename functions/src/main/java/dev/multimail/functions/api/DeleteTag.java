package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.HeldActions;
import dev.multimail.functions.oversight.Tags;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.Map;

/** Removes one tag of a message; removing it twice is as good as once. */
public record DeleteTag(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_TAG,
                Endpoint.Verb.DELETE,
                "Remove one tag of a message. Held under gated_all.",
                "/v1/mailboxes/{mailbox}/emails/{email}/tags/{key}",
                "/v1/emails/{email}/tags/{key}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        String key = call.pathParameter("key").orElse("");
        Deliverable read = Targets.messageAndMailbox(call);
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        Decision decision = Policy.decide(
                call.principal(), call.operation(), new Target(true, mailbox.active(), mailbox.mode(), false));
        return switch (decision) {
            case Decision.Allow _ -> Reply.ok(Map.of("deleted", true, "tags", Tags.remove(call, message, key)));
            case Decision.Hold _ ->
                HeldActions.hold(
                        call,
                        message.id().lane(),
                        mailbox,
                        new Matter.HeldAction(
                                Operation.DELETE_TAG,
                                message.id().toString(),
                                Map.of(key, ""),
                                "Remove the tag " + key + " from \""
                                        + message.matter().subject() + "\""));
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }
}
