package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.List;

/** Lets everything come to its end, with the sweep as it comes, and then holds what became of it to the laws. */
final class Rest {
    /** Past a lease, a message's time to be decided, and every retry of a webhook. */
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(2),
            Duration.ofMinutes(16),
            Duration.ofHours(7),
            Duration.ofHours(73),
            Duration.ofMinutes(16),
            Duration.ofHours(11),
            Duration.ofHours(11),
            Duration.ofHours(11),
            Duration.ofHours(11),
            Duration.ofHours(11),
            Duration.ofHours(11));

    private Rest() {}

    /** Nothing is struck any more from here on. */
    static void come(World world, Ledger ledger) {
        world.faults().heal();
        world.settle();
        Duration left = STEPS.stream().reduce(Duration.ZERO, Duration::plus);
        ledger.judge();
        for (Duration step : STEPS) {
            // Where nothing is open any more, the timers that still run may as well end all at once.
            Duration by = ledger.unfinished().isEmpty() ? left : step;
            left = left.minus(by);
            world.clock().advance(by);
            world.pipeline().sweep();
            world.settle();
            ledger.judge();
            if (left.isZero()) {
                break;
            }
        }
        List<String> unfinished = ledger.unfinished();
        Law.require(unfinished.isEmpty(), "everything ends", unfinished);
        Copies.require(world, ledger);
        Canaries.require(world);
        ledger.announcements().require(world.pipeline().events());
    }
}
