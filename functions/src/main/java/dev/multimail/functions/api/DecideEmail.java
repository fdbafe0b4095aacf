package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.oversight.Deciding;
import dev.multimail.functions.oversight.Verdict;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Approves or rejects what waits, with an oversight key. Approvers without a key decide by their link. */
public record DecideEmail(Services services) implements ApiOperation<DecideEmail.Request> {
    /**
     * The decision.
     *
     * @param contentHash the content that the decision is about; the message's content as it is, if left out
     */
    public record Request(
            @Nullable String emailId,
            @Nullable String messageId,
            @Nullable String action,
            @Nullable String decision,
            @Nullable String reason,
            @Nullable String contentHash) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.DECIDE_EMAIL,
                Endpoint.Verb.POST,
                "Approve or reject a message that waits. Agents cannot; approvers use their link.",
                "/v1/oversight/decide",
                "/v1/emails/{email}/decide");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        Request request = call.request();
        String id =
                call.pathParameter("email").orElse(request.emailId() != null ? request.emailId() : request.messageId());
        if (id == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "email_id is missing.", "field", "email_id");
        }
        String word = request.action() != null ? request.action() : request.decision();
        Verdict verdict = Verdict.parse(word == null ? "" : word)
                .orElseThrow(
                        () -> Problem.of(ErrorCode.INVALID_FIELD, "action is approve or reject.", "field", "action"));
        Message message = Targets.message(call, Targets.messageId(call, id));
        Message decided = Deciding.decide(
                services,
                message,
                new Deciding.Request(
                        call.principal(), verdict, request.contentHash(), request.reason(), call.requestId()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", verdict.past());
        answer.put("id", decided.id().toString());
        answer.put("message_id", decided.id().toString());
        answer.put("message_status", decided.state().wire());
        return Reply.ok(answer);
    }
}
