package dev.multimail.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, plus what it was advanced by. It never goes back. */
public final class LocalClock implements InstantSource {
    private final InstantSource machine;
    private final AtomicReference<Duration> offset;

    public LocalClock(InstantSource machine, Duration offset) {
        this.machine = machine;
        this.offset = new AtomicReference<>(offset);
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** By how much this clock is ahead of the machine's. */
    public Duration offset() {
        return offset.get();
    }

    /**
     * Goes forward.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not go back");
        }
        offset.updateAndGet(before -> before.plus(step));
    }
}
