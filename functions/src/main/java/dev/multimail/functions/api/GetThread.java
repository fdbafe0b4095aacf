package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lists a conversation, oldest message first. */
public record GetThread(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.GET_THREAD,
                Endpoint.Verb.GET,
                "List the messages of a conversation, oldest first, with who takes part.",
                "/v1/mailboxes/{mailbox}/threads/{thread}",
                "/v1/emails/thread/{thread}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        ThreadId thread = call.pathParameter("thread").flatMap(ThreadId::parse).orElseThrow(Targets::missing);
        Lane lane = Targets.lane(call);
        if (!thread.mailbox().equals(lane.mailbox())
                || (thread.live() != lane.live() && call.principal() instanceof Principal.Agent)) {
            throw Targets.missing();
        }
        List<Message> messages = services.store().messages().thread(thread).stream()
                .filter(message -> Targets.visible(call.principal(), message))
                .toList();
        if (messages.isEmpty()) {
            throw Targets.missing();
        }
        services.store().audit().record(call.audit(lane.mailbox(), thread.toString()));
        return Reply.ok(answer(thread, messages));
    }

    private static Map<String, Object> answer(ThreadId thread, List<Message> messages) {
        Set<String> participants = new TreeSet<>();
        for (Message message : messages) {
            switch (message.matter()) {
                case Matter.Outbound outbound -> {
                    participants.add(outbound.envelope().from().toString());
                    outbound.envelope().to().forEach(address -> participants.add(address.toString()));
                    outbound.envelope().cc().forEach(address -> participants.add(address.toString()));
                }
                case Matter.Inbound inbound -> {
                    participants.add(inbound.from());
                    participants.addAll(inbound.to());
                    participants.addAll(inbound.cc());
                }
                case Matter.HeldAction _ -> {}
            }
        }
        participants.remove("");
        Message last = messages.getLast();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("thread_id", thread.toString());
        answer.put("message_count", messages.size());
        answer.put("participants", participants);
        answer.put("last_activity", last.createdAt().toString());
        answer.put("has_unanswered_inbound", last.matter() instanceof Matter.Inbound);
        answer.put("emails", messages.stream().map(Views::summary).toList());
        answer.put("messages", answer.get("emails"));
        return answer;
    }
}
