package dev.multimail.functions.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts every call that leaves the process, and makes the process die at a chosen one. */
public final class Faults {
    /** When a call dies: before it has any effect, or after it took effect but before its answer arrived. */
    public enum When {
        BEFORE,
        AFTER
    }

    /** The process is gone: nothing in it may catch this and go on. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String call) {
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

    /** No more crashes. */
    public synchronized void heal() {
        calls.clear();
        at = -1;
        name = null;
        when = null;
        meanwhile = null;
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

    synchronized int begin(String call) {
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

    synchronized void end(int number, String call) {
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
