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
    private @Nullable When when;

    /** Lets the process die at the call with this number, from 0. */
    public synchronized void crashAt(int number, When moment) {
        calls.clear();
        at = number;
        when = moment;
    }

    /** No more crashes. */
    public synchronized void heal() {
        calls.clear();
        at = -1;
        when = null;
    }

    /** The calls since the last {@link #crashAt} or {@link #heal}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** What was asked of AWS, by function; it outlives every crash. */
    public Seen seen() {
        return seen;
    }

    synchronized int begin(String call) {
        int number = calls.size();
        calls.add(call);
        if (number == at && when == When.BEFORE) {
            throw new Crash(call);
        }
        return number;
    }

    synchronized void end(int number, String call) {
        if (number == at && when == When.AFTER) {
            throw new Crash(call);
        }
    }
}
