package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.MAILBOX;
import static dev.multimail.mcp.tool.Parameter.body;
import static dev.multimail.mcp.tool.Parameter.path;

import java.util.List;
import java.util.stream.Stream;

/** What waits for people, the trust ladder, the allowlist, and spam. */
final class OversightTools {
    private OversightTools() {}

    static List<Tool> all() {
        return Stream.of(deciding(), allowing(), spam()).flatMap(List::stream).toList();
    }

    private static List<Tool> deciding() {
        return List.of(
                Tool.of(
                                "list_pending",
                                "List what waits",
                                "list_pending",
                                "List what waits for approval, newest first.")
                        .taking(Arguments.LIMIT, Arguments.CURSOR, MAILBOX)
                        .answering(new Answer.Messages()),
                Tool.of(
                                "decide_email",
                                "Approve or reject",
                                "decide_email",
                                "Approve or reject a message that waits. Needs an oversight key; an agent cannot.")
                        .taking(
                                body("email_id", "Message id, msg_….").needed(),
                                body("action", new Type.Text(List.of("approve", "reject")), "The decision.")
                                        .needed(),
                                body("reason", "Why; the agent reads it."))
                        .telling("id", "status"),
                manageUpgrade(),
                Tool.of("request_upgrade", "Ask for a freer mode", "request_upgrade", "Mail the owner an upgrade code.")
                        .taking(targetMode().needed(), MAILBOX)
                        .listed(Tool.Listing.OLDER_NAME),
                Tool.of("apply_upgrade", "Redeem an upgrade code", "apply_upgrade", "Redeem the owner's code.")
                        .taking(code().needed(), MAILBOX)
                        .listed(Tool.Listing.OLDER_NAME));
    }

    private static List<Tool> allowing() {
        return List.of(
                Tool.of(
                                "list_allowlist",
                                "List the allowlist",
                                "list_allowlist",
                                "List recipients whose mail needs no approval under gated_send.")
                        .taking(MAILBOX)
                        .telling("entries:array", "mailbox_id", "count:integer"),
                Tool.of(
                                "add_allowlist_entry",
                                "Allow a recipient",
                                "add_allowlist_entry",
                                "Let mail to an address, or *@domain, leave without approval. Owners only.")
                        .taking(
                                body("pattern", "An address, or *@domain.").needed(),
                                body("note", "Why."),
                                Arguments.CODE,
                                MAILBOX)
                        .telling("id", "pattern", "status"),
                Tool.of(
                                "remove_allowlist_entry",
                                "Disallow a recipient",
                                "remove_allowlist_entry",
                                "Remove an entry of the allowlist.")
                        .taking(path("entry_id", "entry", "The entry's id."), Arguments.CODE, MAILBOX)
                        .telling("status"));
    }

    private static List<Tool> spam() {
        return List.of(
                Tool.choosing(
                                "manage_spam_status",
                                "Report or clear spam",
                                "Say that a message is spam, or that it is not.",
                                "report",
                                "report_spam",
                                "clear",
                                "not_spam")
                        .taking(Arguments.EMAIL)
                        .telling("id", "status", "user_label"),
                Tool.of("report_spam", "Report spam", "report_spam", "Say that a message is spam.")
                        .taking(Arguments.EMAIL)
                        .listed(Tool.Listing.OLDER_NAME),
                Tool.of("not_spam", "Not spam", "not_spam", "Say that a message is not spam.")
                        .taking(Arguments.EMAIL)
                        .listed(Tool.Listing.OLDER_NAME),
                Tool.of("list_spam", "List spam", "list_spam", "List messages that were taken for spam.")
                        .taking(Arguments.LIMIT, Arguments.CURSOR)
                        .answering(new Answer.Messages()));
    }

    private static Tool manageUpgrade() {
        return Tool.choosing(
                        "manage_upgrade",
                        "Ask for a freer mode",
                        "Ask the owner for a freer oversight mode (a code is mailed to them), or redeem that code.",
                        "request",
                        "request_upgrade",
                        "apply",
                        "apply_upgrade")
                .taking(targetMode(), code(), MAILBOX)
                .telling("status", "message", "oversight_mode");
    }

    private static Parameter targetMode() {
        return body("target_mode", Arguments.MODE.type(), "The mode wished for.");
    }

    private static Parameter code() {
        return body("code", "The code that the owner got.");
    }
}
