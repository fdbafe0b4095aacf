package dev.multimail.store;

import dev.multimail.id.Lane;
import dev.multimail.id.ThreadId;
import java.time.Duration;
import java.time.Instant;

/**
 * How much a mailbox may submit and an account export. Each count is of one hour or one day of the clock (UTC), lives
 * in a row of its own, and grows in the transaction that does the thing, so no race passes a limit. Test traffic is
 * counted apart.
 */
public final class Rates {
    /** How many answers to automatic mail one thread takes in a day (RFC 3834 §2: no loops). */
    public static final int ANSWERS_PER_THREAD = 20;

    /** How many exports of an account begin in an hour. */
    public static final int EXPORTS_AN_HOUR = 1;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Tables tables;

    public Rates(Tables tables) {
        this.tables = tables;
    }

    /** Counts one more message of a mailbox; {@link Write.Guard#SEND_RATE} fails when the hour has {@code limit}. */
    public Write submitted(Lane lane, int limit, Instant now) {
        return count(Key.sends(lane, number(now, HOUR)), limit, end(now, HOUR), Write.Guard.SEND_RATE);
    }

    /** Counts one more answer to automatic mail; {@link Write.Guard#ANSWER_RATE} fails when the day has them all. */
    public Write answeredAutomatic(ThreadId thread, Instant now) {
        return count(Key.answers(thread, number(now, DAY)), ANSWERS_PER_THREAD, end(now, DAY), Write.Guard.ANSWER_RATE);
    }

    /** Counts an account's export; {@link Write.Guard#EXPORT_RATE} fails when the hour has them all. */
    public Write exported(String accountId, Instant now) {
        return count(
                Key.exports(accountId, number(now, HOUR)), EXPORTS_AN_HOUR, end(now, HOUR), Write.Guard.EXPORT_RATE);
    }

    // A row is dropped an hour after its span, when no clock of a function counts in it any more.
    private Write count(Key key, int limit, Instant end, Write.Guard guard) {
        return Write.count(tables.state(), key, limit, end.plus(HOUR), guard);
    }

    /** The seconds until the hour's count begins anew: 1 to 3,600. */
    public static long secondsToNextHour(Instant now) {
        return secondsTo(end(now, HOUR), now);
    }

    /** The seconds until the day's count begins anew: 1 to 86,400. */
    public static long secondsToNextDay(Instant now) {
        return secondsTo(end(now, DAY), now);
    }

    private static long secondsTo(Instant end, Instant now) {
        return end.getEpochSecond() - now.getEpochSecond();
    }

    private static long number(Instant now, Duration span) {
        return now.getEpochSecond() / span.toSeconds();
    }

    private static Instant end(Instant now, Duration span) {
        return Instant.ofEpochSecond((number(now, span) + 1) * span.toSeconds());
    }
}
