package dev.multimail.functions.outbound;

import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a message that shall leave later. */
final class Scheduling {
    private Scheduling() {}

    /** Refuses a time ahead where the owner switched scheduling off. */
    static void requireOffered(Mailbox mailbox, @Nullable Instant sendAt, Instant now) {
        if (sendAt != null && sendAt.isAfter(now) && !mailbox.preferences().scheduling()) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "This mailbox does not schedule messages.", "field", "send_at");
        }
    }

    /**
     * The life of a message that a person must approve. Asked at its time, it waits as scheduled without an approval:
     * when it is about to leave, the policy is asked again and holds it.
     */
    static Life held(Mailbox mailbox, @Nullable GateTiming timing, @Nullable Instant sendAt, Instant now) {
        GateTiming chosen = timing == null ? mailbox.preferences().gateTiming() : timing;
        return switch (chosen) {
            case GATE_FIRST -> Lifecycle.held(now.plus(mailbox.pendingTtl()), sendAt, now);
            case SCHEDULE_FIRST ->
                sendAt != null && sendAt.isAfter(now)
                        ? Lifecycle.allowed(null, sendAt, now)
                        : Lifecycle.held(now.plus(mailbox.pendingTtl()), sendAt, now);
        };
    }

    static String explain(Message message) {
        return "Scheduled for " + message.life().sendAt()
                + ". Under a gated mode, an approver is asked before it leaves, unless one approved it already.";
    }
}
