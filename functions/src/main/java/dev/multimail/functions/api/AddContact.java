package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.HeldActions;
import dev.multimail.functions.view.ContactViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Contact;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Matter;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds somebody to a mailbox's address book. */
public record AddContact(Services services) implements ApiOperation<AddContact.Request> {
    private static final int CREATED = 201;

    /** Whom to add; the name may be left out. */
    public record Request(
            @Nullable String name,
            @Nullable String email,
            @Nullable List<String> tags) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.ADD_CONTACT,
                Endpoint.Verb.POST,
                "Add a contact to the mailbox's address book. Held under gated_all.",
                "/v1/contacts");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Contact contact = check(call);
        Mailbox mailbox = Targets.mailbox(call);
        Lane lane = Targets.lane(call);
        Target target = new Target(true, mailbox.active(), mailbox.mode(), false);
        return switch (Policy.decide(call.principal(), call.operation(), target)) {
            case Decision.Allow _ -> {
                services.store()
                        .transactions()
                        .require(List.of(
                                services.store().contacts().create(lane, contact),
                                services.store().audit().append(call.audit(lane.mailbox(), contact.id()))));
                yield Reply.json(CREATED, ContactViews.of(contact));
            }
            case Decision.Hold _ ->
                HeldActions.hold(
                        call,
                        lane,
                        mailbox,
                        new Matter.HeldAction(
                                Operation.ADD_CONTACT,
                                "",
                                Map.of(
                                        "name", contact.name(),
                                        "email", contact.email(),
                                        "tags", String.join("\n", contact.tags())),
                                "Add the contact " + contact.name() + " <" + contact.email() + ">"));
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }

    private Contact check(Call<Request> call) {
        Request request = call.request();
        if (request.email() == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "email is missing.", "field", "email");
        }
        String email = Address.parse(request.email()).toString();
        String name = request.name() == null || request.name().isBlank()
                ? email
                : request.name().strip();
        List<String> tags = request.tags() == null ? List.of() : request.tags();
        boolean tagsFit = tags.stream().allMatch(tag -> tag != null && !tag.isBlank() && !tag.contains("\n"));
        if (name.chars().anyMatch(Character::isISOControl) || !tagsFit) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "A contact's name and tags are one line of text each.");
        }
        return new Contact(services.ids().prefixed("con_"), name, email, tags, call.now());
    }
}
