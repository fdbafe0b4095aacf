package dev.multimail.functions.oversight;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Contact;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.Operation;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Actions other than sending that wait for a person under {@code gated_all}, and what they do once approved. */
public final class HeldActions {
    private static final int ACCEPTED = 202;

    private static final Map<Operation, Effect> EFFECTS = Map.of(
            Operation.TAG_EMAIL, (services, lane, action, now) -> tag(services, action, true),
            Operation.DELETE_TAG, (services, lane, action, now) -> tag(services, action, false),
            Operation.REPORT_SPAM, (services, lane, action, now) -> label(services, action, SpamLabel.SPAM),
            Operation.NOT_SPAM, (services, lane, action, now) -> label(services, action, SpamLabel.NOT_SPAM),
            Operation.ADD_CONTACT,
                    (services, lane, action, now) ->
                            List.of(services.store().contacts().create(lane, contact(services, action, now))),
            Operation.DELETE_CONTACT,
                    (services, lane, action, now) ->
                            List.of(services.store().contacts().delete(lane, action.about())));

    private HeldActions() {}

    /** Makes an action wait, and tells the agent so. */
    public static Reply hold(Call<?> call, Lane lane, Mailbox mailbox, Matter.HeldAction action) {
        Services services = call.services();
        MessageId id = services.ids().message(lane);
        Message message = new Message(
                id,
                mailbox.accountId(),
                call.now(),
                call.now(),
                ContentHash.ofAction(action.operation().wire(), action.about(), action.arguments()),
                action,
                Lifecycle.held(call.now().plus(mailbox.pendingTtl()), null, call.now()),
                Map.of());
        List<Write> writes = List.of(
                services.store().messages().create(message),
                services.store()
                        .audit()
                        .append(call.audit(
                                "ok",
                                lane.mailbox(),
                                id.toString(),
                                Map.of("status", message.state().wire()))));
        services.store().transactions().require(writes);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", message.state().wire());
        answer.put("id", id.toString());
        answer.put("message_id", id.toString());
        answer.put("message", "Held until an approver decides. Nothing was changed.");
        answer.put("approval_url", Views.approvalUrl(services.settings(), message));
        return Reply.json(ACCEPTED, answer);
    }

    /** The writes by which an approved action takes effect, in the approval's own transaction. */
    static List<Write> writes(Services services, Lane lane, Matter.HeldAction action, Instant now) {
        Effect effect = EFFECTS.get(action.operation());
        if (effect == null) {
            throw new IllegalStateException(action.operation() + " is never held as an action");
        }
        return effect.writes(services, lane, action, now);
    }

    /** The operations that can be held as actions. */
    public static Set<Operation> operations() {
        return EFFECTS.keySet();
    }

    @FunctionalInterface
    private interface Effect {
        List<Write> writes(Services services, Lane lane, Matter.HeldAction action, Instant now);
    }

    private static List<Write> label(Services services, Matter.HeldAction action, SpamLabel label) {
        Message before = services.store()
                .messages()
                .get(MessageId.of(action.about()))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "The message that was to be labelled is gone."));
        return List.of(services.store().messages().change(before, before.withLabel(label)));
    }

    private static List<Write> tag(Services services, Matter.HeldAction action, boolean add) {
        Message before = services.store()
                .messages()
                .get(MessageId.of(action.about()))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "The message that was to be tagged is gone."));
        Map<String, String> tags;
        if (add) {
            tags = Tags.merged(before.tags(), action.arguments());
        } else {
            tags = new LinkedHashMap<>(before.tags());
            tags.keySet().removeAll(action.arguments().keySet());
        }
        return List.of(services.store().messages().change(before, before.withTags(tags)));
    }

    private static Contact contact(Services services, Matter.HeldAction action, Instant now) {
        List<String> tags = new ArrayList<>(
                List.of(action.arguments().getOrDefault("tags", "").split("\n", -1)));
        tags.removeIf(String::isBlank);
        return new Contact(
                services.ids().prefixed("con_"),
                action.arguments().getOrDefault("name", ""),
                action.arguments().getOrDefault("email", ""),
                tags,
                now);
    }
}
