package dev.multimail.audit;

import dev.multimail.id.MailboxId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log: who did what to which mailbox, when, and how it went.
 *
 * @param id a ULID, so that records sort by time
 * @param mailbox null for what concerns the account alone
 * @param actor for example {@code agent:tok_…}, {@code approver:a@x} or {@code system:deliver}
 * @param action an operation's name or a step of the pipeline, for example {@code send_email} or {@code message.sent}
 * @param outcome {@code ok}, or the error code that the caller saw
 * @param resource the id of what it was about
 */
public record AuditRecord(
        String id,
        Instant at,
        String accountId,
        @Nullable MailboxId mailbox,
        boolean live,
        String actor,
        String action,
        String outcome,
        @Nullable String resource,
        String requestId,
        Map<String, String> details) {
    public static final String OK = "ok";

    public AuditRecord {
        details = Map.copyOf(details);
    }
}
