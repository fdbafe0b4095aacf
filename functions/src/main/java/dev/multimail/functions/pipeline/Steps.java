package dev.multimail.functions.pipeline;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The audit records of steps that the pipeline makes by itself. No address of a message is in them. */
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
                        withoutAddresses(details)));
    }

    // The log outlives the message: what an owner erases must not be left in it.
    private static Map<String, String> withoutAddresses(Map<String, String> details) {
        Map<String, String> clean = new HashMap<>(details);
        clean.replaceAll((name, value) -> Log.withoutAddresses(value));
        return clean;
    }
}
