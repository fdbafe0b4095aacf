package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets several acts happen at the same time, as several processes would, in an order that is chosen call by call. Each
 * act has a thread of its own, and exactly one thread runs at a time: an act that is about to make a call waits until
 * it is its turn, makes the call, and goes on up to its next call or its end.
 */
final class Turns implements Faults.Interference {
    private static final int SECONDS_BEFORE_IT_IS_STUCK = 60;

    private static final ThreadLocal<@Nullable Turn> MINE = new ThreadLocal<>();
    private final Semaphore back = new Semaphore(0);

    /** Says whose turn it is. */
    interface Choice {
        /**
         * One of the acts that wait, or a negative number to stop here.
         *
         * @param waiting by act, the name of the call that it is about to make, empty if the act is over
         */
        int next(List<String> waiting);
    }

    /** One act on its thread. */
    private static final class Turn {
        private final Semaphore go = new Semaphore(0);
        private @Nullable Thread thread;
        private String waiting = "";
        private boolean stopped;
        private String answer = "";
        private @Nullable Error broken;
    }

    /** Something that takes effect in its turn, beside the calls of ports: the clock, for example. */
    void step(String name, Runnable effect) {
        this.<String>on(0, name, () -> {
            effect.run();
            return name;
        });
    }

    @Override
    public <T> T on(int number, String call, Supplier<T> effect) {
        Turn turn = MINE.get();
        if (turn == null) {
            return effect.get();
        }
        turn.waiting = call;
        back.release();
        turn.go.acquireUninterruptibly();
        if (turn.stopped) {
            throw new Faults.Crash(call);
        }
        turn.waiting = "";
        return effect.get();
    }

    /** Lets the acts happen, and tells what each of them answered; empty if the choice was to stop. */
    List<String> happen(List<Supplier<String>> acts, Choice choice) {
        List<Turn> turns = new ArrayList<>();
        for (Supplier<String> act : acts) {
            Turn turn = new Turn();
            turns.add(turn);
            turn.thread = Thread.ofVirtual().unstarted(() -> live(turn, act));
            turn.thread.start();
            await(turn);
        }
        while (turns.stream().anyMatch(turn -> !turn.waiting.isEmpty())) {
            int next = choice.next(turns.stream().map(turn -> turn.waiting).toList());
            if (next < 0) {
                turns.forEach(this::stop);
                return List.of();
            }
            resume(turns.get(next));
        }
        for (Turn turn : turns) {
            if (turn.broken != null) {
                throw turn.broken;
            }
        }
        return turns.stream().map(turn -> turn.answer).toList();
    }

    private void live(Turn turn, Supplier<String> act) {
        MINE.set(turn);
        try {
            turn.answer = act.get();
        } catch (Faults.Crash stopped) {
            turn.answer = "stopped";
        } catch (RuntimeException failure) {
            turn.answer = "failure " + failure;
        } catch (Error broken) {
            turn.broken = broken;
        } finally {
            turn.waiting = "";
            back.release();
        }
    }

    private void stop(Turn turn) {
        turn.stopped = true;
        while (!turn.waiting.isEmpty()) {
            resume(turn);
        }
    }

    private void resume(Turn turn) {
        turn.go.release();
        await(turn);
    }

    // Who waits here for ever met a monitor that another act holds while it waits for its turn.
    private void await(Turn turn) {
        try {
            if (!back.tryAcquire(SECONDS_BEFORE_IT_IS_STUCK, TimeUnit.SECONDS)) {
                @Nullable Thread thread = turn.thread;
                throw new IllegalStateException("an act neither goes on nor ends: "
                        + (thread == null ? "" : Arrays.toString(thread.getStackTrace())));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
