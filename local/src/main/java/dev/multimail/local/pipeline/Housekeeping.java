package dev.multimail.local.pipeline;

import dev.multimail.local.clock.LocalClock;
import dev.multimail.local.clock.Timers;
import java.time.Duration;

/**
 * Sweeps and seals every minute, as the schedule does on AWS, and drives again at the start what an earlier process
 * left.
 */
public final class Housekeeping {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final LocalClock clock;
    private final Timers timers;
    private final Workers workers;
    private final Workers recovery;
    private final Functions functions;
    private final AuditSealing sealing;

    public Housekeeping(
            LocalClock clock,
            Timers timers,
            Workers workers,
            Workers recovery,
            Functions functions,
            AuditSealing sealing) {
        this.clock = clock;
        this.timers = timers;
        this.workers = workers;
        this.recovery = recovery;
        this.functions = functions;
        this.sealing = sealing;
    }

    public void start() {
        // Thousands of messages may wait, and nobody who comes meanwhile is to wait for them.
        recovery.take(functions::recover);
        next();
    }

    /** Sweeps and seals now, out of turn. */
    public void sweep() {
        workers.take(functions::sweep);
        workers.take(sealing::seal);
    }

    private void next() {
        timers.at(clock.instant().plus(EVERY), () -> {
            sweep();
            next();
        });
    }
}
