package dev.multimail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that do the same at the same time. */
final class Crowd implements AutoCloseable {
    /** How many clients there are at once. */
    static final int SIZE = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(SIZE);

    /**
     * Has all of them work and answers the seconds until the last was ready.
     *
     * @throws InterruptedException if the measurement was stopped
     */
    double seconds(List<? extends Callable<?>> shares) throws InterruptedException {
        long begun = System.nanoTime();
        List<Future<?>> ready = new ArrayList<>();
        shares.forEach(share -> ready.add(threads.submit(share)));
        for (Future<?> one : ready) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a client failed", failed.getCause());
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
