package dev.multimail.local.pipeline;

import dev.multimail.effect.Parking;
import dev.multimail.id.MessageId;
import dev.multimail.local.clock.Timers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Held messages wait on timers; the next start parks again what its rows say still waits. */
public final class TimerParking implements Parking {
    private final Timers timers;
    private final Functions functions;
    private final Workers workers;
    private final Map<MessageId, Timers.Timer> parked = new ConcurrentHashMap<>();

    public TimerParking(Timers timers, Functions functions, Workers workers) {
        this.timers = timers;
        this.functions = functions;
        this.workers = workers;
    }

    @Override
    public void park(MessageId messageId, Instant expiresAt) {
        Timers.Timer timer = timers.at(expiresAt, () -> {
            parked.remove(messageId);
            workers.take(() -> functions.expire(messageId));
        });
        // The later word counts: a message that was held again waits for its new end.
        Timers.Timer earlier = parked.put(messageId, timer);
        if (earlier != null) {
            earlier.cancel();
        }
    }

    @Override
    public void endWait(MessageId messageId, String outcome) {
        Timers.Timer timer = parked.remove(messageId);
        if (timer != null) {
            timer.cancel();
        }
    }
}
