package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Erases a message for good: its envelope, its content, its files, and what webhooks would still post of it. */
public record DeleteEmail(Services services) implements ApiOperation<NoBody> {
    private static final int MAX_RACES = 5;

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DELETE_EMAIL,
                Endpoint.Verb.DELETE,
                "Erase a message and its files for good, unless it is still on its way. The audit log keeps that it"
                        + " was there, and nothing that it said. Owners only.",
                "/v1/mailboxes/{mailbox}/emails/{email}",
                "/v1/emails/{email}");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        for (int race = 0; race < MAX_RACES; race++) {
            Message message = Targets.message(call);
            requireAtRest(message);
            if (erase(call, message)) {
                String id = message.id().toString();
                return Reply.ok(Map.of("id", id, "message_id", id, "status", "deleted"));
            }
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    private static void requireAtRest(Message message) {
        if (!Lifecycle.isAtRest(message.life())) {
            throw Problem.of(
                    ErrorCode.WRONG_STATE,
                    "The message is " + message.state().wire() + ": cancel it, or wait until it has left.",
                    "status",
                    message.state().wire());
        }
    }

    // False if the message changed since it was read.
    private boolean erase(Call<NoBody> call, Message message) {
        List<Write> writes = new ArrayList<>(services.store().erasures().begin(message, call.now()));
        writes.add(services.store()
                .audit()
                .append(call.audit(message.id().mailbox(), message.id().toString())));
        return services.store().transactions().commit(writes).isEmpty();
    }
}
