package dev.multimail.functions.lookup;

import dev.multimail.audit.AuditRecord;
import dev.multimail.audit.SealChain;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.view.Cursor;
import dev.multimail.id.MailboxId;
import dev.multimail.store.AuditLog;
import dev.multimail.store.Page;
import dev.multimail.store.Seals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sealed log of a mailbox, or of what concerns no mailbox, as {@link dev.multimail.audit.SealCheck} reads it. */
public final class SealedLog {
    private SealedLog() {}

    /** Its lines from where the call's cursor says, oldest first, each batch with its seal; whole seals only. */
    public static Page<String> page(Call<?> call, @Nullable MailboxId mailbox, int records) {
        String partition = AuditLog.partition(call.principal().accountId(), mailbox);
        String list = "sealed:" + partition;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        Seals seals = call.services().store().seals();
        List<String> lines = new ArrayList<>();
        long last = position == null ? 0 : Long.parseLong(position);
        for (Seals.Sealed seal : seals.after(partition, last, records)) {
            for (AuditRecord entry : seals.records(partition, seal)) {
                lines.add(SealChain.line(entry));
            }
            lines.add(seal.line());
            last = seal.number();
        }
        boolean more = last < seals.head(partition).chain().number();
        return new Page<>(lines, more ? Cursor.of(list, Long.toString(last)) : null);
    }
}
