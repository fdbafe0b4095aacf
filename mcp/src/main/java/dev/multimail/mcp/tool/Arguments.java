package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.MAILBOX;
import static dev.multimail.mcp.tool.Parameter.body;
import static dev.multimail.mcp.tool.Parameter.path;
import static dev.multimail.mcp.tool.Parameter.query;

import java.util.List;

/** Arguments that several tools take. */
final class Arguments {
    static final Type.Texts TEXTS = new Type.Texts();
    static final Type.Flag FLAG = new Type.Flag();

    static final Parameter EMAIL = path("email_id", "email", "Message id, msg_….");
    static final Parameter LIMIT = query("limit", new Type.Whole(1, 100), "How many at most.");
    static final Parameter CURSOR = query("cursor", "The cursor of the page before.");
    static final Parameter SUBJECT = body("subject", "Subject line.");
    static final Parameter MARKDOWN = body("markdown", "The text, as Markdown.").needed();
    static final Parameter TO = body("to", TEXTS, "Recipients.");
    static final Parameter CC = body("cc", TEXTS, "Copies.");
    static final Parameter BCC = body("bcc", TEXTS, "Hidden copies.");
    static final Parameter FILES = body("attachments", new Type.Files(), "Files, 4 MiB together at most.");
    static final Parameter ONCE =
            body("idempotency_key", "Repeat a call with the same key and it is done once (24 h).");
    static final Parameter SEND_AT = body("send_at", "When to send, such as 2027-01-31T09:00:00Z.");
    static final Parameter GATE = body(
            "gate_timing",
            new Type.Text(List.of("gate_first", "schedule_first")),
            "Scheduled mail: ask the approver now, or when it is due.");
    static final Parameter CODE = body("approval_code", "The code that was mailed to the owner, if one was asked for.");
    static final Parameter MODE = body(
            "oversight_mode",
            new Type.Text(List.of("read_only", "gated_all", "gated_send", "monitored", "autonomous")),
            "What a person must approve.");

    private Arguments() {}

    /** Filters of a mailbox's messages. */
    static Parameter[] filters() {
        return new Parameter[] {
            query("status", "Only this status, such as unread or pending."),
            query("sender", "Part of the sender's name or address."),
            query("subject_contains", "Part of the subject."),
            query("date_after", "Only later than this time."),
            query("date_before", "Only earlier than this time."),
            query("direction", new Type.Text(List.of("inbound", "outbound")), "Came in, or goes out."),
            query("has_attachments", FLAG, "With attachments, or without."),
            query("since_id", "Only newer than this message, oldest first."),
            LIMIT,
            CURSOR,
            MAILBOX
        };
    }

    /** Settings of a mailbox that an owner changes. */
    static Parameter[] mailboxSettings() {
        return new Parameter[] {
            MODE,
            body("display_name", "Name beside the address."),
            body("approver_emails", TEXTS, "Who may approve."),
            body("pending_ttl_seconds", new Type.Whole(60, 2_592_000), "How long a message waits for approval."),
            body("auto_cc", TEXTS, "Copies of all that is sent."),
            body("auto_bcc", TEXTS, "Hidden copies of all that is sent."),
            body("signature_block", "Text below each message."),
            body("default_gate_timing", GATE.type(), "For scheduled mail that does not say."),
            body("scheduling_enabled", FLAG, "Whether mail may be scheduled."),
            body("bulk_sender", FLAG, "Whether it writes to many, with a way to unsubscribe."),
            body("retention_days", new Type.Whole(0, 3_650), "How many days messages are kept; 0 for ever."),
            body("sends_per_hour", new Type.Whole(1, 100_000), "How many messages may be submitted in an hour."),
            CODE
        };
    }
}
