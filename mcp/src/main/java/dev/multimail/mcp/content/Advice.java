package dev.multimail.mcp.content;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an agent can do next. Names only tools that the installation has. */
public final class Advice {
    /** Of errors by their code; what is not here has the API's own hint. */
    static final Map<String, String> AFTER_ERROR = Map.of(
            "unauthorized", "The token no longer works, or never did. Ask the owner for a new one.",
            "insufficient_scope", "Another key is needed. Ask the owner; do not try other tools to get around it.",
            "agent_may_not_decide", "Wait until a person decides.",
            "sending_needs_mailbox_token", "Set MULTIMAIL_API_KEY to the mailbox's own token to send.",
            "wrong_state", "Read the message's status first; it has moved on.",
            "try_again", "Call the same tool again with the same arguments.");

    private static final String MODE_READ_ONLY = "mode_read_only";

    private final Predicate<String> has;

    /** @param has whether agents can call a tool of a name */
    public Advice(Predicate<String> has) {
        this.has = has;
    }

    /** What to do when the answer has this status. */
    public Optional<String> afterStatus(@Nullable Object status) {
        if (!(status instanceof String text)) {
            return Optional.empty();
        }
        return switch (text) {
            case "pending" ->
                Optional.of("Nothing was done yet: a person decides. "
                        + (has.test("wait_for_decision")
                                ? "Call wait_for_decision with this id to learn what they say; "
                                : "Call read_email with this id later to learn what they say; ")
                        + "cancel_message takes it back. Do not send it again.");
            case "pending_inbound" -> Optional.of("A person must release this message first.");
            case "pending_approval" ->
                Optional.of("A code was mailed to the owner. Call the tool again with it as approval_code.");
            case "unconfirmed" ->
                Optional.of("Nobody knows whether it left. Tell a person; do not send it again by yourself.");
            case "scheduled" -> Optional.of("It leaves at its time; cancel_message takes it back.");
            case "rejected" -> Optional.of("A person said no. Read the reason before you write anything similar.");
            case "expired" -> Optional.of("Nobody decided in time. Ask a person before you send it again.");
            default -> Optional.empty();
        };
    }

    /** What to do with a file that is too large for an agent's context. */
    public String afterTooLarge() {
        return has.test("get_attachment_url")
                ? "Give a person the address that get_attachment_url answers, or ask for less."
                : "Have it downloaded by the REST API, or ask for less.";
    }

    /** What to do after an error of the API. */
    public Optional<String> afterError(String code) {
        if (code.equals(MODE_READ_ONLY)) {
            return Optional.of(
                    has.test("manage_upgrade")
                            ? "Call manage_upgrade with action request and target_mode gated_send: the owner gets a"
                                    + " code, which you then redeem with action apply."
                            : "Ask the owner to set the mailbox's oversight_mode to gated_send.");
        }
        return Optional.ofNullable(AFTER_ERROR.get(code));
    }
}
