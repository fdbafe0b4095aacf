package dev.multimail.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a webhook post is tried: eight attempts over about 27.6 hours, each delay counted from the end of the attempt
 * before.
 */
public final class RetrySchedule {
    /** An endpoint all of whose posts failed for this long is disabled. */
    public static final Duration DISABLE_AFTER = Duration.ofDays(5);

    private static final List<Duration> DELAYS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** How many attempts there are at most. */
    public static final int ATTEMPTS = DELAYS.size();

    private RetrySchedule() {}

    /**
     * How long to wait before the next attempt, or nothing if there is none.
     *
     * @param attemptsMade how many attempts failed so far; 0 before the first, which is made at once
     * @throws IllegalArgumentException if negative
     */
    public static Optional<Duration> delayAfter(int attemptsMade) {
        if (attemptsMade < 0) {
            throw new IllegalArgumentException("attemptsMade is negative: " + attemptsMade);
        }
        return attemptsMade < ATTEMPTS ? Optional.of(DELAYS.get(attemptsMade)) : Optional.empty();
    }
}
