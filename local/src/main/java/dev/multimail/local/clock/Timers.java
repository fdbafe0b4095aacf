package dev.multimail.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs short tasks when their time comes, on one thread. Whoever advances the clock calls {@link #recheck()}. */
public final class Timers implements AutoCloseable {
    private final InstantSource clock;
    private final PriorityQueue<Timer> waiting = new PriorityQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long made;
    private boolean running;
    private boolean closed;

    public Timers(InstantSource clock) {
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("timers").daemon().unstarted(this::run);
    }

    /** One task that waits. */
    public static final class Timer implements Comparable<Timer> {
        private final Instant at;
        private final long order;
        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();

        private Timer(Instant at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        /** Forgets the task, if it has not begun. */
        public void cancel() {
            over.set(true);
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public void start() {
        thread.start();
    }

    /** Has a task run at a time, or at once if it has passed. The task hands work on and does not do it itself. */
    public Timer at(Instant time, Runnable task) {
        lock.lock();
        try {
            Timer timer = new Timer(time, made++, task);
            waiting.add(timer);
            if (timer.equals(waiting.peek())) {
                changed.signalAll();
            }
            return timer;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the clock again. */
    public void recheck() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing runs, and nothing is due within a while. */
    public boolean quietFor(Duration span) {
        lock.lock();
        try {
            dropCancelled();
            Timer first = waiting.peek();
            return !running
                    && (first == null || first.at.isAfter(clock.instant().plus(span)));
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Timer timer = next(); timer != null; timer = next()) {
                if (timer.over.compareAndSet(false, true)) {
                    timer.task.run();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Timer next() throws InterruptedException {
        lock.lock();
        try {
            running = false;
            while (!closed) {
                dropCancelled();
                Timer first = waiting.peek();
                if (first == null) {
                    changed.await();
                    continue;
                }
                long nanos = nanosUntil(first.at);
                if (nanos <= 0) {
                    running = true;
                    return waiting.poll();
                }
                changed.awaitNanos(nanos);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    // A far time is looked at again every hour rather than counted in nanoseconds that overflow.
    private long nanosUntil(Instant time) {
        Duration left = Duration.between(clock.instant(), time);
        return left.compareTo(Duration.ofHours(1)) > 0 ? TimeUnit.HOURS.toNanos(1) : left.toNanos();
    }

    private void dropCancelled() {
        Timer first = waiting.peek();
        while (first != null && first.over.get()) {
            waiting.poll();
            first = waiting.peek();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
