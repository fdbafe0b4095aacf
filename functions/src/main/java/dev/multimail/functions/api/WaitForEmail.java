package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.InboxFilter;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.lookup.Waiting;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers as soon as mail comes in that the caller asks for, or when the time is over. */
public record WaitForEmail(Services services) implements ApiOperation<NoBody> {
    private static final int LIMIT = 20;
    private static final String BEFORE_ALL = "0".repeat(26);

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.WAIT_FOR_EMAIL,
                Endpoint.Verb.GET,
                "Wait up to 25 seconds for mail to come in; with since_id, what came after that message is"
                        + " answered at once.",
                "/v1/mailboxes/{mailbox}/wait");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Lane lane = Targets.lane(call);
        InboxFilter filter = InboxFilter.of(call);
        Duration timeout = Waiting.timeout(call);
        MessageId since = filter.since() != null ? filter.since() : newest(lane);
        Optional<List<Message>> found = Waiting.until(services, timeout, () -> {
            List<Message> came = services.store()
                    .messages()
                    .since(
                            lane,
                            since,
                            LIMIT,
                            null,
                            message -> message.matter() instanceof Matter.Inbound && filter.matches(message))
                    .items();
            return came.isEmpty() ? Optional.empty() : Optional.of(came);
        });
        List<Message> came = found.orElse(List.of());
        services.store().audit().record(call.audit(lane.mailbox(), null));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("emails", came.stream().map(Views::summary).toList());
        answer.put("messages", answer.get("emails"));
        answer.put("timed_out", came.isEmpty());
        answer.put(
                "since_id",
                came.isEmpty() ? since.toString() : came.getFirst().id().toString());
        return Reply.ok(answer);
    }

    private MessageId newest(Lane lane) {
        return services.store().messages().newest(lane, 1, null, message -> true).items().stream()
                .map(Message::id)
                .findFirst()
                .orElse(new MessageId(BEFORE_ALL, lane.mailbox(), lane.live()));
    }
}
