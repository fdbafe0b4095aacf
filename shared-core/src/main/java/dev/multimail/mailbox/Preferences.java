package dev.multimail.mailbox;

import dev.multimail.message.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner sets on a mailbox beside what its oversight is made of.
 *
 * @param autoCc who is added to the copy line of everything that is sent
 * @param autoBcc who gets a blind copy of everything that is sent
 * @param signature plain text below what the agent writes, or null
 * @param gateTiming whether a scheduled message is asked about before its time or at it
 * @param scheduling whether messages may be scheduled at all
 * @param toolsReady whether the agent's tools were set up; tools remind of it until then
 * @param bulkSender whether it writes to many: then each message has one recipient and a way to unsubscribe
 * @param sendsPerHour how many messages may be submitted in an hour of the clock, so that a runaway agent stops
 * @param retentionDays how many days it keeps its messages, 0 for ever
 */
public record Preferences(
        List<Address> autoCc,
        List<Address> autoBcc,
        @Nullable String signature,
        GateTiming gateTiming,
        boolean scheduling,
        boolean toolsReady,
        boolean bulkSender,
        int sendsPerHour,
        int retentionDays) {
    public static final int MAX_COPIES = 10;
    public static final int MAX_SIGNATURE = 200;
    public static final int DEFAULT_SENDS_PER_HOUR = 1_000;
    public static final int MAX_SENDS_PER_HOUR = 100_000;

    public Preferences {
        autoCc = List.copyOf(autoCc);
        autoBcc = List.copyOf(autoBcc);
    }

    /** What a mailbox begins with. */
    public static Preferences standard() {
        return new Preferences(
                List.of(), List.of(), null, GateTiming.GATE_FIRST, true, false, false, DEFAULT_SENDS_PER_HOUR, 0);
    }
}
