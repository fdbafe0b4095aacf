package dev.multimail.local.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Who goes first where one engine on one machine does all the work. Requests go before deliveries while many of them
 * are open, and deliveries go before the reports about what was delivered. Nobody waits for long.
 */
public final class Courtesy {
    private static final int MANY_REQUESTS = 4;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger deliveries = new AtomicInteger();

    /** What work is for. */
    public enum Rank {
        /** Moves messages on. */
        DELIVERY(250),
        /** Tells about what has happened. */
        REPORT(1_000);

        private final long longestMillis;

        Rank(long longestMillis) {
            this.longestMillis = longestMillis;
        }
    }

    /** A request came. */
    public void requestCame() {
        requests.incrementAndGet();
    }

    /** A request is answered. */
    public void requestAnswered() {
        requests.decrementAndGet();
    }

    void waits(Rank rank) {
        if (rank == Rank.DELIVERY) {
            deliveries.incrementAndGet();
        }
    }

    void done(Rank rank) {
        if (rank == Rank.DELIVERY) {
            deliveries.decrementAndGet();
        }
    }

    void giveWay(Rank rank) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rank.longestMillis);
        while (othersFirst(rank) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean othersFirst(Rank rank) {
        return switch (rank) {
            case DELIVERY -> requests.get() >= MANY_REQUESTS;
            case REPORT -> requests.get() >= MANY_REQUESTS || deliveries.get() > 0;
        };
    }
}
