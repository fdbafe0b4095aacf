package dev.multimail.local.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets those who wait for an answer go first. One engine on one machine serves requests and the pipeline alike; while
 * many requests are open, the pipeline takes each of its steps a little later, and never much later.
 */
public final class Courtesy {
    private static final int MANY = 4;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final AtomicInteger open = new AtomicInteger();

    /** A request came. */
    public void enter() {
        open.incrementAndGet();
    }

    /** A request is answered. */
    public void leave() {
        open.decrementAndGet();
    }

    void giveWay() {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (open.get() >= MANY && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
