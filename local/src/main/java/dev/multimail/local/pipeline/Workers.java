package dev.multimail.local.pipeline;

import dev.multimail.functions.wiring.Log;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Threads that do one kind of work, and say when they are busy. */
public final class Workers implements AutoCloseable {
    private final String name;
    private final ExecutorService threads;
    private final Semaphore permits;
    private final Activity activity;
    private final Courtesy courtesy;
    private final Courtesy.Rank rank;
    private final Log log;

    private Workers(
            String name,
            ExecutorService threads,
            int atOnce,
            Activity activity,
            Courtesy courtesy,
            Courtesy.Rank rank,
            Log log) {
        this.name = name;
        this.threads = threads;
        this.permits = new Semaphore(atOnce);
        this.activity = activity;
        this.courtesy = courtesy;
        this.rank = rank;
        this.log = log;
    }

    /** A few threads for work that mostly computes or meets the database. */
    public static Workers few(
            String name, int count, Activity activity, Courtesy courtesy, Courtesy.Rank rank, Log log) {
        return new Workers(
                name,
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().name(name, 0).daemon().factory()),
                count,
                activity,
                courtesy,
                rank,
                log);
    }

    /** A light thread for each piece of work, for work that mostly waits for others. */
    public static Workers many(
            String name, int atOnce, Activity activity, Courtesy courtesy, Courtesy.Rank rank, Log log) {
        return new Workers(
                name,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(name, 0).factory()),
                atOnce,
                activity,
                courtesy,
                rank,
                log);
    }

    /** Has work done soon. Work that comes after the end of the process began is left to its next start. */
    void take(Runnable work) {
        activity.begin();
        courtesy.waits(rank);
        try {
            threads.execute(() -> run(work));
        } catch (RejectedExecutionException closing) {
            courtesy.done(rank);
            activity.end();
        }
    }

    private void run(Runnable work) {
        try {
            permits.acquire();
            try {
                courtesy.giveWay(rank);
                work.run();
            } finally {
                permits.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!threads.isShutdown()) {
                log.failure(name, "", failure);
            }
        } finally {
            courtesy.done(rank);
            activity.end();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
