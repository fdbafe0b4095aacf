package dev.multimail.functions.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts every call that leaves the process, and makes the process die at a chosen one. */
public final class Faults {
    /** When a call dies: before it has any effect, or after it took effect but before its answer arrived. */
    public enum When {
        BEFORE,
        AFTER
    }

    /** What becomes of one call instead of its simply taking effect. */
    public interface Interference {
        /**
         * Makes the call, or something else.
         *
         * @param number the call's number, from 0
         * @param effect makes it
         */
        <T> T on(int number, String call, Supplier<T> effect);
    }

    /** The process is gone: nothing in it may catch this and go on. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        public Crash(String call) {
            super("crashed at " + call, null, false, false);
        }
    }

    private final Seen seen = new Seen();
    private final List<String> calls = new ArrayList<>();
    private int at = -1;
    private long writes;
    private @Nullable String name;
    private @Nullable When when;
    private @Nullable Runnable meanwhile;
    private @Nullable Interference interference;

    /** Lets the process die at the call with this number, from 0. */
    public synchronized void crashAt(int number, When moment) {
        heal();
        at = number;
        when = moment;
    }

    /** Lets the process die at the call with this number, from 0, among those whose name ends like this. */
    public synchronized void crashAt(String call, int number, When moment) {
        crashAt(number, moment);
        name = call;
    }

    /** Lets something else happen just before the first call whose name ends like this. */
    public synchronized void meanwhileAt(String call, Runnable event) {
        heal();
        at = 0;
        name = call;
        meanwhile = event;
    }

    /** Lets something else decide what becomes of every call. */
    public synchronized void interfere(Interference chosen) {
        heal();
        interference = chosen;
    }

    /** No more crashes. */
    public synchronized void heal() {
        calls.clear();
        at = -1;
        name = null;
        when = null;
        meanwhile = null;
        interference = null;
    }

    /** The calls since the last {@link #crashAt} or {@link #heal}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many calls there were that may have changed something. */
    public synchronized long writes() {
        return writes;
    }

    /** What was asked of AWS, by function; it outlives every crash. */
    public Seen seen() {
        return seen;
    }

    /** Makes a call that leaves the process. */
    <T> T through(String call, Supplier<T> effect) {
        int number = begin(call);
        Interference chosen = interference();
        T answer = chosen == null ? effect.get() : chosen.on(number, call, effect);
        end(number, call);
        return answer;
    }

    private synchronized @Nullable Interference interference() {
        return interference;
    }

    private synchronized int begin(String call) {
        int number = calls.size();
        calls.add(call);
        if (!call.startsWith("get") && !call.startsWith("batchGet") && !call.equals("query")) {
            writes++;
        }
        Runnable event = meanwhile;
        if (event != null && isChosen(number)) {
            meanwhile = null;
            event.run();
        }
        if (when == When.BEFORE && isChosen(number)) {
            throw new Crash(call);
        }
        return number;
    }

    private synchronized void end(int number, String call) {
        if (when == When.AFTER && isChosen(number)) {
            throw new Crash(call);
        }
    }

    private boolean isChosen(int number) {
        String wanted = name;
        return wanted == null
                ? number == at
                : number < calls.size()
                        && calls.get(number).endsWith(wanted)
                        && calls.subList(0, number).stream()
                                        .filter(call -> call.endsWith(wanted))
                                        .count()
                                == at;
    }
}
