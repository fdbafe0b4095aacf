package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.ContactViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.Locale;
import java.util.Map;

/** Searches a mailbox's address book by name or address. */
public record ListContacts(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_CONTACTS,
                Endpoint.Verb.GET,
                "Search the mailbox's contacts by name or address; all of them without a query.",
                "/v1/contacts");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Lane lane = Targets.lane(call);
        String query = call.queryParameter("q")
                .or(() -> call.queryParameter("query"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        var found = services.store().contacts().all(lane).stream()
                .filter(contact -> contact.name().toLowerCase(Locale.ROOT).contains(query)
                        || contact.email().toLowerCase(Locale.ROOT).contains(query))
                .map(ContactViews::of)
                .toList();
        services.store().audit().record(call.audit(lane.mailbox(), null));
        return Reply.ok(Map.of("contacts", found));
    }
}
