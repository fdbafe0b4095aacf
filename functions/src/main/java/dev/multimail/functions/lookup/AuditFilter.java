package dev.multimail.functions.lookup;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.view.Cursor;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.store.AuditLog;
import dev.multimail.store.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which records of the audit log a caller wants: by action, outcome, actor, resource and time. */
public record AuditFilter(
        @Nullable String action,
        @Nullable String outcome,
        @Nullable String actor,
        @Nullable String resource,
        @Nullable Instant after,
        @Nullable Instant before) {
    /** How many records one call looks at before it answers with a cursor to go on. */
    public static final int MAX_EXAMINED = 5_000;

    private static final int AT_ONCE = 500;

    /**
     * Reads the filters of a call.
     *
     * @throws Problem {@code invalid_field} naming the one that is wrong
     */
    public static AuditFilter of(Call<?> call) {
        return new AuditFilter(
                call.queryParameter("action").orElse(null),
                call.queryParameter("outcome").orElse(null),
                call.queryParameter("actor").orElse(null),
                call.queryParameter("resource_id").orElse(null),
                call.queryParameter("date_after")
                        .map(text -> InboxFilter.time("date_after", text))
                        .orElse(null),
                call.queryParameter("date_before")
                        .map(text -> InboxFilter.time("date_before", text))
                        .orElse(null));
    }

    /** Whether it lets every record through. */
    public boolean isNone() {
        return equals(new AuditFilter(null, null, null, null, null, null));
    }

    public boolean matches(AuditRecord entry) {
        return (action == null || action.equals(entry.action()))
                && (outcome == null || outcome.equals(entry.outcome()))
                && (actor == null || actor.equals(entry.actor()))
                && (resource == null || resource.equals(entry.resource()))
                && (after == null || entry.at().isAfter(after))
                && (before == null || entry.at().isBefore(before));
    }

    /** The records of an account, or of the mailbox that the call names, that match, newest first. */
    public Page<AuditRecord> page(Call<?> call, List<MailboxId> mailboxes, boolean all, int limit, String list) {
        AuditLog log = call.services().store().audit();
        String position = Cursor.position(list, call.queryParameter("cursor"));
        int atOnce = isNone() ? limit : AT_ONCE;
        List<AuditRecord> found = new ArrayList<>();
        for (int examined = 0; examined < MAX_EXAMINED; examined += atOnce) {
            Page<AuditRecord> page = log.newest(call.principal().accountId(), mailboxes, all, atOnce, position);
            for (AuditRecord entry : page.items()) {
                if (found.size() == limit) {
                    return new Page<>(found, Cursor.of(list, position));
                }
                if (matches(entry)) {
                    found.add(entry);
                }
                position = entry.id();
            }
            position = page.next();
            if (position == null) {
                return new Page<>(found, null);
            }
        }
        return new Page<>(found, Cursor.of(list, position));
    }

    /** The mailboxes whose records a call wants: the one it names, or all of the account. */
    public static List<MailboxId> mailboxes(Call<?> call) {
        return all(call)
                ? call.services().store().mailboxes().ofAccount(call.principal().accountId()).stream()
                        .map(Mailbox::id)
                        .toList()
                : List.of(Targets.mailbox(call).id());
    }

    /** Whether a call names no mailbox. */
    public static boolean all(Call<?> call) {
        return call.queryParameter("mailbox").isEmpty();
    }
}
