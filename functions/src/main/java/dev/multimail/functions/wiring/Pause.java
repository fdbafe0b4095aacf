package dev.multimail.functions.wiring;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass: really, or in a test by moving its clock. */
@FunctionalInterface
public interface Pause {
    void of(Duration duration);

    /** Sleeps. Whoever is interrupted goes on at once and looks again. */
    static Pause real() {
        return duration -> LockSupport.parkNanos(duration.toNanos());
    }
}
