package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.InboxFilter;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.view.Nullables;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what was flagged or reported as spam, newest first. */
public record ListSpam(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 20;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_SPAM,
                Endpoint.Verb.GET,
                "List spam across the caller's mailboxes, newest first: what the receiving server flagged and"
                        + " what was reported.",
                "/v1/emails");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        List<Lane> lanes = lanes(call);
        InboxFilter filter = InboxFilter.ofSpam(call);
        int limit = call.limit(STANDARD_LIMIT);
        String list = "spam:" + lanes;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        List<Message> found = new ArrayList<>();
        boolean more = false;
        for (Lane lane : lanes) {
            Page<Message> page = services.store().messages().newest(lane, limit, position, filter::matches);
            found.addAll(page.items());
            more |= page.next() != null;
        }
        found.sort(
                Comparator.comparing((Message message) -> message.id().ulid()).reversed());
        List<Message> shown = found.subList(0, Math.min(limit, found.size()));
        boolean cut = (more || found.size() > limit) && !shown.isEmpty();
        services.store().audit().record(call.audit(null, null));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("emails", shown.stream().map(Views::summary).toList());
        answer.put("cursor", cut ? Cursor.of(list, shown.getLast().id().ulid()) : null);
        return Reply.ok(Nullables.present(answer));
    }

    private List<Lane> lanes(Call<NoBody> call) {
        return call.principal() instanceof Principal.Agent
                        || call.queryParameter("mailbox").isPresent()
                ? List.of(Targets.lane(call))
                : services.store().mailboxes().ofAccount(call.principal().accountId()).stream()
                        .map(mailbox -> new Lane(mailbox.id(), true))
                        .toList();
    }
}
