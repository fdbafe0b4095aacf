package dev.multimail.functions.outbound;

import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Rates;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stops a runaway agent at its mailbox, and two agents that answer each other at their thread. */
final class SendLimits {
    private SendLimits() {}

    /** The counts that a new message grows, each under its guard. */
    static List<Write> counts(Services services, Mailbox mailbox, Lane lane, @Nullable Answered answered, Instant now) {
        Rates rates = services.store().rates();
        List<Write> counts = new ArrayList<>();
        counts.add(rates.submitted(lane, mailbox.preferences().sendsPerHour(), now));
        if (answered != null && answered.automatic()) {
            counts.add(rates.answeredAutomatic(answered.thread(), now));
        }
        return counts;
    }

    /** What the caller reads when a guard of a new message failed. */
    static Problem refused(Write.Guard failed, Instant now) {
        return switch (failed) {
            case SUPPRESSED -> Problem.of(ErrorCode.RECIPIENT_SUPPRESSED);
            case SEND_RATE ->
                limited(
                        "This mailbox submitted as many messages as its sends_per_hour allows; nothing was sent.",
                        Rates.secondsToNextHour(now));
            case ANSWER_RATE ->
                limited(
                        "This thread had " + Rates.ANSWERS_PER_THREAD
                                + " answers to automatic mail today: whoever writes there is a machine too."
                                + " Nothing was sent.",
                        Rates.secondsToNextDay(now));
            case NEW, VERSION, IDEMPOTENCY, MAILBOX, APPROVER, ADDRESS, EXPORT_RATE ->
                throw new IllegalStateException("a new message met an old one: " + failed);
        };
    }

    private static Problem limited(String sentence, long seconds) {
        return Problem.of(ErrorCode.LIMIT_REACHED, sentence, "retry_after", Long.toString(seconds));
    }
}
