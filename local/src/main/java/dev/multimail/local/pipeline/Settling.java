package dev.multimail.local.pipeline;

import dev.multimail.local.clock.Timers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells when the pipeline has come to rest: nothing runs, nothing is due at once, no change is unread. */
public final class Settling {
    // What comes within this time, such as a delivery's event, belongs to what is under way.
    private static final Duration SOON = Duration.ofMillis(200);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Activity activity;
    private final Timers timers;
    private final StreamPump pump;

    public Settling(Activity activity, Timers timers, StreamPump pump) {
        this.activity = activity;
        this.timers = timers;
        this.pump = pump;
    }

    /** Waits for rest, and answers whether it came in time. */
    public boolean await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            long begun = activity.begun();
            long emptyReads = pump.emptyReads();
            // The first empty read from now on may have begun before the last write, the second one cannot have.
            while (isQuiet(begun) && pump.emptyReads() < emptyReads + 2 && System.nanoTime() < end) {
                pump.poke();
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (isQuiet(begun) && pump.emptyReads() >= emptyReads + 2) {
                return true;
            }
            pump.poke();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return false;
    }

    private boolean isQuiet(long begun) {
        return activity.isResting() && activity.begun() == begun && timers.quietFor(SOON);
    }
}
