package dev.multimail.functions.oversight;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Deliverables.Deliverable;
import dev.multimail.store.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of mail that somebody calls spam, or takes back. */
public final class Spam {
    private static final int MAX_RACES = 20;

    private Spam() {}

    /** Labels a message that came in, at once or once a person approved it. */
    public static Reply label(Call<?> call, SpamLabel label) {
        Deliverable read = Targets.messageAndMailbox(call);
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        if (!(message.matter() instanceof Matter.Inbound)) {
            throw Targets.missing();
        }
        Decision decision = Policy.decide(
                call.principal(), call.operation(), new Target(true, mailbox.active(), mailbox.mode(), false));
        return switch (decision) {
            case Decision.Allow _ -> answer(change(call, message, label));
            case Decision.Hold _ ->
                HeldActions.hold(
                        call,
                        message.id().lane(),
                        mailbox,
                        new Matter.HeldAction(
                                call.operation(),
                                message.id().toString(),
                                Map.of(),
                                "Call \"" + message.matter().subject() + "\" "
                                        + (label == SpamLabel.SPAM ? "spam" : "no spam")));
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }

    private static Message change(Call<?> call, Message first, SpamLabel label) {
        Services services = call.services();
        Message before = first;
        for (int race = 0; race < MAX_RACES; race++) {
            Message after = before.withLabel(label);
            Optional<Write.Guard> failed = services.store()
                    .transactions()
                    .commit(List.of(
                            services.store().messages().change(before, after),
                            services.store()
                                    .audit()
                                    .append(call.audit(
                                            before.id().mailbox(), before.id().toString()))));
            if (failed.isEmpty()) {
                return after;
            }
            before = Targets.message(call, first.id());
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    private static Reply answer(Message message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", message.id().toString());
        answer.put("message_id", message.id().toString());
        answer.put(
                "status",
                message.label() == SpamLabel.SPAM
                        ? "spam_quarantined"
                        : message.state().wire());
        answer.put("user_label", message.label().wire());
        return Reply.ok(answer);
    }
}
