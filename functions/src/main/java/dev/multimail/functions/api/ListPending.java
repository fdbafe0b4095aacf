package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
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

/** Lists what waits for a person, newest first: an agent's own, a mailbox's, or the whole account's. */
public record ListPending(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 50;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_PENDING,
                Endpoint.Verb.GET,
                "List what waits for approval, newest first. An agent sees its own queue.",
                "/v1/oversight/pending",
                "/v1/mailboxes/{mailbox}/pending",
                "/v1/emails/pending");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        List<Lane> lanes = lanes(call);
        int limit = call.limit(STANDARD_LIMIT);
        String list = "pending:" + lanes;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        Page<Message> page = merged(call, lanes, limit, position);
        MailboxId mailbox = lanes.stream().map(Lane::mailbox).distinct().count() == 1
                ? lanes.getFirst().mailbox()
                : null;
        services.store().audit().record(call.audit(mailbox, null));
        List<Map<String, Object>> views = page.items().stream().map(this::view).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messages", views);
        answer.put("pending", views);
        answer.put("emails", views);
        answer.put("cursor", Cursor.of(list, page.next()));
        return Reply.ok(answer);
    }

    // A key sees live and test traffic: a test that waits is approved like anything else.
    private List<Lane> lanes(Call<NoBody> call) {
        if (call.principal() instanceof Principal.Agent) {
            return List.of(Targets.lane(call));
        }
        boolean named = call.pathParameter("mailbox")
                .or(() -> call.queryParameter("mailbox"))
                .isPresent();
        List<MailboxId> ids = named
                ? List.of(Targets.lane(call).mailbox())
                : services.store().mailboxes().ofAccount(call.principal().accountId()).stream()
                        .map(Mailbox::id)
                        .toList();
        return ids.stream().flatMap(id -> Lane.both(id).stream()).toList();
    }

    private Page<Message> merged(Call<NoBody> call, List<Lane> lanes, int limit, @Nullable String position) {
        List<Message> found = new ArrayList<>();
        boolean more = false;
        for (Lane lane : lanes) {
            Page<Message> page = services.store().messages().pending(lane, limit, position);
            found.addAll(page.items());
            more |= page.next() != null;
        }
        found.sort(
                Comparator.comparing((Message message) -> message.id().ulid()).reversed());
        List<Message> first = found.subList(0, Math.min(limit, found.size()));
        boolean cut = more || found.size() > limit;
        List<Message> visible = first.stream()
                .filter(message -> Targets.visible(call.principal(), message))
                .toList();
        return new Page<>(
                visible, cut && !first.isEmpty() ? first.getLast().id().ulid() : null);
    }

    private Map<String, Object> view(Message message) {
        Map<String, Object> view = new LinkedHashMap<>(Views.summary(message));
        view.put("approval_url", Views.approvalUrl(services.settings(), message));
        return view;
    }
}
