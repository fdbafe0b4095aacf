package dev.multimail.local.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what is under way in the pipeline, so that it can be told when everything has come to rest. */
public final class Activity {
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    public void begin() {
        begun.incrementAndGet();
    }

    public void end() {
        ended.incrementAndGet();
    }

    /** How much was begun so far. */
    public long begun() {
        return begun.get();
    }

    public boolean isResting() {
        // Ended is read first: what begins in between then counts as under way.
        long endedSoFar = ended.get();
        return endedSoFar == begun.get();
    }
}
