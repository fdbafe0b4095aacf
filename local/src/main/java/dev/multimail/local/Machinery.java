package dev.multimail.local;

import dev.multimail.effect.Blobs;
import dev.multimail.functions.wiring.Log;
import dev.multimail.functions.wiring.Ports;
import dev.multimail.functions.wiring.Services;
import dev.multimail.functions.wiring.Settings;
import dev.multimail.local.clock.LocalClock;
import dev.multimail.local.clock.Timers;
import dev.multimail.local.data.Checkpoint;
import dev.multimail.local.data.Database;
import dev.multimail.local.data.Outbox;
import dev.multimail.local.pipeline.Activity;
import dev.multimail.local.pipeline.AuditSealing;
import dev.multimail.local.pipeline.Courtesy;
import dev.multimail.local.pipeline.Functions;
import dev.multimail.local.pipeline.Housekeeping;
import dev.multimail.local.pipeline.LocalDomains;
import dev.multimail.local.pipeline.LocalTransport;
import dev.multimail.local.pipeline.MemoryQueue;
import dev.multimail.local.pipeline.RulerBus;
import dev.multimail.local.pipeline.Settling;
import dev.multimail.local.pipeline.StreamPump;
import dev.multimail.local.pipeline.TimerParking;
import dev.multimail.local.pipeline.Workers;
import dev.multimail.store.Ids;
import dev.multimail.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** Everything behind the ports, wired: clock, queue, waits, bus, transports and the stream that drives them. */
final class Machinery implements AutoCloseable {
    // Measured on two cores: more threads at delivery take the engine's time from requests and deliver no more.
    private static final int AT_DELIVERY = 2;
    private static final int AT_EVENTS = 1;
    private static final int AT_WEBHOOKS = 256;
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(10);

    private final LocalClock clock;
    private final Database database;
    private final Timers timers;
    private final Courtesy courtesy;
    private final Workers deliveries;
    private final Workers events;
    private final Workers webhooks;
    private final Workers recovery;
    private final Functions functions;
    private final Outbox outbox;
    private final Services services;
    private final StreamPump pump;
    private final Housekeeping housekeeping;
    private final Settling settling;
    private final Checkpoint checkpoint;

    Machinery(
            LocalClock clock,
            SecureRandom random,
            Database database,
            Blobs blobs,
            Checkpoint checkpoint,
            Checkpoint sealed,
            Settings settings,
            Log log) {
        Activity activity = new Activity();
        this.courtesy = new Courtesy();
        Ids ids = new Ids(clock, random);
        this.clock = clock;
        this.database = database;
        this.checkpoint = checkpoint;
        this.timers = new Timers(clock);
        this.deliveries = Workers.few("deliver", AT_DELIVERY, activity, courtesy, Courtesy.Rank.DELIVERY, log);
        this.events = Workers.few("events", AT_EVENTS, activity, courtesy, Courtesy.Rank.REPORT, log);
        this.webhooks = Workers.many("webhook", AT_WEBHOOKS, activity, courtesy, Courtesy.Rank.REPORT, log);
        this.recovery = Workers.few("recovery", 1, activity, courtesy, Courtesy.Rank.REPORT, log);
        this.functions = new Functions();
        this.outbox = new Outbox(database.client(), blobs);
        Ports ports = new Ports(
                new LocalTransport(true, outbox, ids, clock, timers, events, functions),
                new LocalTransport(false, outbox, ids, clock, timers, events, functions),
                new TimerParking(timers, functions, events),
                new RulerBus(functions),
                new MemoryQueue(clock, timers, functions, deliveries, webhooks),
                blobs,
                new LocalDomains());
        this.services = new Services(
                clock,
                random,
                ids,
                Store.over(database.client(), database.tables(), blobs, random),
                ports,
                settings,
                log);
        this.pump = new StreamPump(
                database.streams(), database.stateStream(), checkpoint, functions, activity, courtesy, log);
        AuditSealing sealing = new AuditSealing(database.streams(), database.auditStream(), sealed, functions, log);
        this.housekeeping = new Housekeeping(clock, timers, events, recovery, functions, sealing);
        this.settling = new Settling(activity, timers, pump);
        functions.connect(services);
    }

    void start() {
        timers.start();
        pump.start();
        housekeeping.start();
    }

    Services services() {
        return services;
    }

    Functions functions() {
        return functions;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Who goes before the pipeline. */
    Courtesy courtesy() {
        return courtesy;
    }

    /** A text that differs after every change of what is stored. */
    String changes() {
        return checkpoint.read().map(Checkpoint.Position::sequenceNumber).orElse("");
    }

    /** Something was written: when this returns it is on disk, and the pipeline does not wait until its next look. */
    void written() {
        database.awaitCommits();
        pump.poke();
    }

    /** Waits until nothing is under way, and answers whether that came in time. */
    boolean settle() {
        return settling.await(SETTLES_WITHIN);
    }

    /** Lets time pass, and everything that waited for it happen. */
    Instant advance(Duration step) {
        settle();
        clock.advance(step);
        timers.recheck();
        housekeeping.sweep();
        settle();
        return clock.instant();
    }

    @Override
    public void close() {
        timers.close();
        deliveries.close();
        events.close();
        webhooks.close();
        recovery.close();
        pump.close();
    }
}
