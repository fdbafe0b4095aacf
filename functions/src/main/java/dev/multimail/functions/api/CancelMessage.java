package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.Expiring;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Ending;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Advance;
import dev.multimail.store.Advance.Outcome;
import java.util.List;
import java.util.Map;

/** Takes back a message that has not begun to leave. Taking it back twice is as good as once. */
public record CancelMessage(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CANCEL_MESSAGE,
                Endpoint.Verb.POST,
                "Take back a message that is pending, scheduled or queued.",
                "/v1/mailboxes/{mailbox}/emails/{email}/cancel",
                "/v1/emails/{email}/cancel");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Message message = Targets.message(call);
        Ending ending = new Ending(call.principal().actor(), call.now(), null);
        Advance.Move move = Advance.move(
                life -> Lifecycle.cancel(life, ending),
                (before, after) -> List.of(services.store()
                        .audit()
                        .append(call.audit(before.id().mailbox(), before.id().toString()))));
        Outcome outcome = services.store().advance().from(message, move, call.now());
        return switch (outcome) {
            case Outcome.Advanced advanced -> answer(advanced.after());
            case Outcome.Settled settled -> {
                services.store()
                        .audit()
                        .record(call.audit(message.id().mailbox(), message.id().toString()));
                yield answer(settled.message());
            }
            case Outcome.Refused refused -> throw refusal(refused, call);
            case Outcome.Blocked _ -> throw Problem.of(ErrorCode.TRY_AGAIN);
            case Outcome.Missing _ -> throw Targets.missing();
        };
    }

    private Problem refusal(Outcome.Refused refused, Call<NoBody> call) {
        if (refused.code() == ErrorCode.MESSAGE_EXPIRED) {
            Expiring.expire(services, refused.message(), call.now());
        }
        return Problem.of(
                refused.code(),
                "The message is " + refused.state().wire() + ": it cannot be cancelled any more.",
                "status",
                refused.state().wire());
    }

    private static Reply answer(Message message) {
        return Reply.ok(Map.of(
                "id", message.id().toString(),
                "message_id", message.id().toString(),
                "status", message.state().wire()));
    }
}
