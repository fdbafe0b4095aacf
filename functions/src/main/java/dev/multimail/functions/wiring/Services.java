package dev.multimail.functions.wiring;

import dev.multimail.store.Ids;
import dev.multimail.store.Store;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What handlers are made of. Everything that differs between AWS, one machine and a test comes in here.
 *
 * @param clock ticks in milliseconds: finer times would only make rows larger
 */
public record Services(
        InstantSource clock,
        RandomGenerator random,
        Ids ids,
        Store store,
        Ports ports,
        Settings settings,
        Log log,
        Pause pause) {
    /** Services whose pauses really last. */
    public Services(
            InstantSource clock,
            RandomGenerator random,
            Ids ids,
            Store store,
            Ports ports,
            Settings settings,
            Log log) {
        this(clock, random, ids, store, ports, settings, log, Pause.real());
    }
}
