package dev.multimail.functions.oversight;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.field.Limits;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Step;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Advance;
import dev.multimail.store.Advance.Outcome;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person's decision over what waits: one transaction, whoever comes by link or by key. */
public final class Deciding {
    private Deciding() {}

    /**
     * A decision.
     *
     * @param by the approver or key
     * @param contentHash the content that the person saw, or null to decide over the content as it is
     * @param reason what the agent is told, or null
     */
    public record Request(
            Principal by,
            Verdict verdict,
            @Nullable String contentHash,
            @Nullable String reason,
            String requestId) {}

    /**
     * Decides over a message.
     *
     * @return the message as it is after this decision, or after the same decision that the same person made before
     * @throws Problem {@code wrong_state} or {@code message_expired} with the state that won, {@code content_changed},
     *     or {@code approver_removed}; nothing has changed then
     */
    public static Message decide(Services services, Message message, Request request) {
        Instant now = services.clock().instant();
        String reason = checkedReason(request.reason());
        Advance.Move move = new Advance.Move(
                current -> step(current, request, reason, now),
                (before, after) -> writes(services, before, after, request, now));
        Outcome outcome = services.store().advance().from(message, move, now);
        return switch (outcome) {
            case Outcome.Advanced advanced -> advanced.after();
            case Outcome.Settled settled -> settled.message();
            case Outcome.Missing _ -> throw Problem.of(ErrorCode.NOT_FOUND);
            case Outcome.Blocked blocked -> throw blocked(blocked.guard());
            case Outcome.Refused refused -> refused(services, refused, request, now);
        };
    }

    /** A reason as it is kept, null for none. */
    static @Nullable String checkedReason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.length() > Limits.REASON) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "A reason has at most " + Limits.REASON + " characters.",
                    "field",
                    "reason");
        }
        return reason.strip();
    }

    private static Step step(Message current, Request request, @Nullable String reason, Instant now) {
        String seen = request.contentHash() == null ? current.contentHash() : request.contentHash();
        return switch (request.verdict()) {
            case APPROVE ->
                Lifecycle.approve(
                        current.life(),
                        new Approval(Approval.Kind.PERSON, name(request.by()), now, seen),
                        current.contentHash(),
                        current.matter(),
                        now);
            case REJECT -> Lifecycle.reject(current.life(), new Ending(name(request.by()), now, reason));
        };
    }

    private static List<Write> writes(Services services, Message before, Message after, Request request, Instant now) {
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().audit().append(entry(services, after, request, now)));
        if (request.by() instanceof Principal.Approver approver) {
            writes.add(services.store().mailboxes().stillApprover(before.id().mailbox(), approver.email()));
        }
        if (request.verdict() == Verdict.APPROVE && before.matter() instanceof Matter.HeldAction action) {
            writes.addAll(HeldActions.writes(services, before.id().lane(), action, now));
        }
        return writes;
    }

    private static AuditRecord entry(Services services, Message decided, Request request, Instant now) {
        return new AuditRecord(
                services.ids().ulid(),
                now,
                decided.accountId(),
                decided.id().mailbox(),
                decided.id().live(),
                request.by().actor(),
                Operation.DECIDE_EMAIL.wire(),
                AuditRecord.OK,
                decided.id().toString(),
                request.requestId(),
                Map.of(
                        "decision",
                        request.verdict().past(),
                        "status",
                        decided.state().wire()));
    }

    private static Message refused(Services services, Outcome.Refused refused, Request request, Instant now) {
        Message message = refused.message();
        if (sameDecision(message, request)) {
            services.store().audit().record(entry(services, message, request, now));
            return message;
        }
        if (refused.code() == ErrorCode.MESSAGE_EXPIRED) {
            Expiring.expire(services, message, now);
        }
        throw Problem.of(
                refused.code(),
                refused.code() == ErrorCode.WRONG_STATE
                        ? "The message is " + refused.state().wire() + " already."
                        : refused.code().sentence(),
                "status",
                refused.state().wire());
    }

    // The same person saying the same again, such as by a second click, is told the same again.
    private static boolean sameDecision(Message message, Request request) {
        String by = name(request.by());
        Approval approval = message.life().approval();
        Ending ending = message.life().ending();
        return switch (request.verdict()) {
            case APPROVE ->
                ending == null
                        && approval != null
                        && approval.kind() == Approval.Kind.PERSON
                        && approval.by().equals(by);
            case REJECT ->
                ending != null
                        && message.state() == MessageState.REJECTED
                        && ending.by().equals(by);
        };
    }

    private static Problem blocked(Write.Guard guard) {
        return switch (guard) {
            case APPROVER -> Problem.of(ErrorCode.APPROVER_REMOVED);
            case NEW, VERSION, IDEMPOTENCY, MAILBOX, ADDRESS, SUPPRESSED, SEND_RATE, ANSWER_RATE, EXPORT_RATE ->
                Problem.of(ErrorCode.TRY_AGAIN);
        };
    }

    /** How a person is named in a message's life. */
    static String name(Principal by) {
        return switch (by) {
            case Principal.Approver approver -> approver.email();
            case Principal.Agent agent -> agent.actor();
            case Principal.Key key -> key.actor();
        };
    }
}
