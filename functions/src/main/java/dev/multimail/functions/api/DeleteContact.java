package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.HeldActions;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Contact;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Matter;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import java.util.List;
import java.util.Map;

/** Removes somebody from a mailbox's address book. */
public record DeleteContact(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_CONTACT,
                Endpoint.Verb.DELETE,
                "Remove a contact from the mailbox's address book. Held under gated_all.",
                "/v1/contacts/{contact}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Mailbox mailbox = Targets.mailbox(call);
        Lane lane = Targets.lane(call);
        Contact contact = services.store()
                .contacts()
                .get(lane, call.pathParameter("contact").orElse(""))
                .orElseThrow(Targets::missing);
        Target target = new Target(true, mailbox.active(), mailbox.mode(), false);
        return switch (Policy.decide(call.principal(), call.operation(), target)) {
            case Decision.Allow _ -> {
                services.store()
                        .transactions()
                        .require(List.of(
                                services.store().contacts().delete(lane, contact.id()),
                                services.store().audit().append(call.audit(lane.mailbox(), contact.id()))));
                yield Reply.ok(Map.of("deleted", true));
            }
            case Decision.Hold _ ->
                HeldActions.hold(
                        call,
                        lane,
                        mailbox,
                        new Matter.HeldAction(
                                Operation.DELETE_CONTACT,
                                contact.id(),
                                Map.of(),
                                "Remove the contact " + contact.name() + " <" + contact.email() + ">"));
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }
}
