package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks again and again, with growing pauses, until there is something to tell or the time is over. API Gateway ends a
 * call after 29 seconds, so nobody waits longer than {@link #LONGEST} at once.
 */
public final class Waiting {
    public static final Duration LONGEST = Duration.ofSeconds(25);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private Waiting() {}

    /** What a look finds, as soon as one finds something; empty if none did until {@code timeout} was over. */
    public static <T> Optional<T> until(Services services, Duration timeout, Supplier<Optional<T>> look) {
        Instant end = services.clock().instant().plus(timeout);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<T> found = look.get();
            Duration left = Duration.between(services.clock().instant(), end);
            if (found.isPresent() || !left.isPositive()) {
                return found;
            }
            services.pause().of(pause.compareTo(left) < 0 ? pause : left);
            pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
    }

    /**
     * How long a caller wants to wait.
     *
     * @throws Problem {@code invalid_field} unless it is from 0 to 25 seconds
     */
    public static Duration timeout(Call<?> call) {
        Optional<String> text = call.queryParameterAsGiven("timeout_seconds");
        if (text.isEmpty()) {
            return LONGEST;
        }
        try {
            int seconds = Integer.parseInt(text.get());
            if (seconds >= 0 && seconds <= LONGEST.toSeconds()) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException notANumber) {
            throw invalid();
        }
        throw invalid();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Problem invalid() {
        return Problem.of(
                ErrorCode.INVALID_FIELD,
                "timeout_seconds is from 0 to " + LONGEST.toSeconds() + "; ask again to wait longer.",
                "field",
                "timeout_seconds");
    }
}
