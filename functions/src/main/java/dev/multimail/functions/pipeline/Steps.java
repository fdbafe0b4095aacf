package dev.multimail.functions.pipeline;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.Map;

/** The audit records of steps that the pipeline makes by itself. */
final class Steps {
    private Steps() {}

    static Write record(
            Services services, Message message, Instant now, String actor, String action, Map<String, String> details) {
        return services.store()
                .audit()
                .append(new AuditRecord(
                        services.ids().ulid(),
                        now,
                        message.accountId(),
                        message.id().mailbox(),
                        message.id().live(),
                        actor,
                        action,
                        AuditRecord.OK,
                        message.id().toString(),
                        action + "-" + message.id(),
                        details));
    }
}
