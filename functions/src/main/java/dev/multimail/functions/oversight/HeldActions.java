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
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Actions other than sending that wait for a person under {@code gated_all}, and what they do once approved. */
public final class HeldActions {
    private static final int ACCEPTED = 202;

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
        return switch (action.operation()) {
            case TAG_EMAIL -> tag(services, action, true);
            case DELETE_TAG -> tag(services, action, false);
            case ADD_CONTACT -> List.of(services.store().contacts().create(lane, contact(services, action, now)));
            case DELETE_CONTACT -> List.of(services.store().contacts().delete(lane, action.about()));
            case SEND_EMAIL,
                    REPLY_EMAIL,
                    CHECK_INBOX,
                    READ_EMAIL,
                    DOWNLOAD_ATTACHMENT,
                    GET_THREAD,
                    GET_TAGS,
                    LIST_CONTACTS,
                    GET_MAILBOX,
                    LIST_MAILBOXES,
                    WHO_AM_I,
                    LIST_PENDING,
                    CANCEL_MESSAGE,
                    DECIDE_EMAIL,
                    CREATE_MAILBOX,
                    CONFIGURE_MAILBOX,
                    CREATE_TOKEN,
                    LIST_TOKENS,
                    REVOKE_TOKEN,
                    CREATE_WEBHOOK,
                    LIST_WEBHOOKS,
                    DELETE_WEBHOOK,
                    LIST_DELIVERIES,
                    READ_AUDIT_LOG ->
                throw new IllegalStateException(action.operation() + " is never held as an action");
        };
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
