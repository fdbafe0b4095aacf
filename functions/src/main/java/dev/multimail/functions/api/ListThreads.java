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
import dev.multimail.id.ThreadId;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.store.Page;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists conversations by their newest message. */
public record ListThreads(Services services) implements ApiOperation<NoBody> {
    private static final int STANDARD_LIMIT = 20;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.LIST_THREADS,
                Endpoint.Verb.GET,
                "List a mailbox's conversations, the one with the newest message first.",
                "/v1/mailboxes/{mailbox}/threads",
                "/v1/threads");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Lane lane = Targets.lane(call);
        String list = "threads:" + lane;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        Set<ThreadId> seen = new HashSet<>();
        Page<Message> page = services.store()
                .messages()
                .newest(
                        lane,
                        call.limit(STANDARD_LIMIT),
                        position,
                        message -> isNewestOfItsThread(call, message, position, seen));
        services.store().audit().record(call.audit(lane.mailbox(), null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("threads", page.items().stream().map(ListThreads::view).toList());
        answer.put("cursor", Cursor.of(list, page.next()));
        return Reply.ok(answer);
    }

    // Before the cursor, nobody remembers which conversations were shown: the thread's own newest message tells.
    private boolean isNewestOfItsThread(
            Call<NoBody> call, Message message, @Nullable String position, Set<ThreadId> seen) {
        Optional<ThreadId> thread = message.thread();
        if (thread.isEmpty() || !Targets.visible(call.principal(), message) || !seen.add(thread.get())) {
            return false;
        }
        return position == null
                || services.store().messages().thread(thread.get()).stream()
                        .filter(other -> Targets.visible(call.principal(), other))
                        .reduce((first, second) -> second)
                        .filter(newest -> newest.id().equals(message.id()))
                        .isPresent();
    }

    private static Map<String, Object> view(Message message) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("thread_id", message.thread().map(ThreadId::toString).orElse(""));
        view.put("subject", message.matter().subject());
        view.put("last_activity", message.createdAt().toString());
        view.put("has_unanswered_inbound", message.matter() instanceof Matter.Inbound);
        view.put("latest", Views.summary(message));
        return view;
    }
}
