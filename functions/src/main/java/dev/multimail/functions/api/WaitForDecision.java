package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.lookup.Waiting;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers as soon as a message waits for nobody any more, or when the time is over. */
public record WaitForDecision(Services services) implements ApiOperation<NoBody> {
    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.WAIT_FOR_DECISION,
                Endpoint.Verb.GET,
                "Wait up to 25 seconds until people decided over a message, or it expired or was cancelled.",
                "/v1/mailboxes/{mailbox}/emails/{email}/wait",
                "/v1/emails/{email}/wait");
    }

    @Override
    public Class<NoBody> requestType() {
        return NoBody.class;
    }

    @Override
    public Reply run(Call<NoBody> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Duration timeout = Waiting.timeout(call);
        Message first = Targets.message(call);
        Message last = Waiting.until(
                        services,
                        timeout,
                        () -> Optional.of(Targets.message(call, first.id()))
                                .filter(message -> !message.state().waitsForPerson()))
                .orElseGet(() -> Targets.message(call, first.id()));
        services.store()
                .audit()
                .record(call.audit(last.id().mailbox(), last.id().toString()));
        Map<String, Object> answer = new LinkedHashMap<>(Views.summary(last));
        answer.put("decided", !last.state().waitsForPerson());
        answer.put("timed_out", last.state().waitsForPerson());
        return Reply.ok(answer);
    }
}
