package dev.multimail.functions.oversight;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.store.Advance;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Expires what nobody decided in time: for the timer, for the sweep, and for whoever comes too late. */
public final class Expiring {
    private Expiring() {}

    /** Expires the message if it is pending and its time is over; otherwise changes nothing. */
    public static void expire(Services services, Message message, Instant now) {
        services.store()
                .advance()
                .from(
                        message,
                        Advance.move(
                                life -> Lifecycle.expire(life, now),
                                (before, after) -> List.of(services.store()
                                        .audit()
                                        .append(new AuditRecord(
                                                services.ids().ulid(),
                                                now,
                                                before.accountId(),
                                                before.id().mailbox(),
                                                before.id().live(),
                                                "system:expiry",
                                                "message.expired",
                                                AuditRecord.OK,
                                                before.id().toString(),
                                                "expire-" + before.id(),
                                                Map.of())))),
                        now);
    }
}
