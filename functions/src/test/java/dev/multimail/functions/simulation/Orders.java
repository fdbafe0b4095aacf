package dev.multimail.functions.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All orders in which the calls of several acts may happen, found depth first: each order is tried from its beginning,
 * in a world of its own, and names the other orders that branch off from it.
 *
 * <p>One rule leaves orders out. Two reads next to each other see the same whichever comes first, so an order in which
 * a read of a later act comes directly before a read of an earlier act ends as the one in which they are swapped.
 * Swapping them makes the order smaller, acts compared one by one; the smallest of all orders that end alike has no
 * such pair, so one of them is always tried.
 */
final class Orders {
    private static final Set<String> READS = Set.of("getItem", "batchGetItem", "query");

    private Orders() {}

    /** Whose turn it is: first as it was told, then the first act that the rule allows. */
    private static final class Path implements Turns.Choice {
        private final List<Integer> told;
        private final Set<String> reads;
        private final List<Integer> taken = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private final List<List<Integer>> branches = new ArrayList<>();

        Path(List<Integer> told, Set<String> reads) {
            this.told = told;
            this.reads = reads;
        }

        @Override
        public int next(List<String> waiting) {
            int chosen = taken.size() < told.size() ? told.get(taken.size()) : first(waiting);
            if (chosen < 0) {
                return -1;
            }
            String call = waiting.get(chosen);
            taken.add(chosen);
            calls.add(call);
            return chosen;
        }

        private int first(List<String> waiting) {
            int found = -1;
            for (int act = 0; act < waiting.size(); act++) {
                if (!allowed(act, waiting.get(act))) {
                    continue;
                }
                if (found < 0) {
                    found = act;
                } else {
                    branches.add(Stream.concat(taken.stream(), Stream.of(act)).toList());
                }
            }
            return found;
        }

        private boolean allowed(int act, String call) {
            if (call.isEmpty()) {
                return false;
            }
            boolean swapped = !taken.isEmpty()
                    && taken.getLast() > act
                    && reads.contains(call)
                    && reads.contains(calls.getLast());
            return !swapped;
        }
    }

    /** One order that was tried to its end, as the acts that had their turns, and what came of it. */
    record Tried<T>(List<Integer> order, T result) {
        Tried {
            order = List.copyOf(order);
        }
    }

    /**
     * Tries every order.
     *
     * @param attempt makes everything anew and lets it happen by a choice; null if the choice was to stop
     */
    static <T> List<Tried<T>> all(Function<Turns.Choice, @Nullable T> attempt) {
        return all(READS, attempt);
    }

    /** The same with other calls taken for reads: none, to leave no order out. */
    static <T> List<Tried<T>> all(Set<String> reads, Function<Turns.Choice, @Nullable T> attempt) {
        List<Tried<T>> tried = new ArrayList<>();
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
        while (!open.isEmpty()) {
            Path path = new Path(open.pop(), reads);
            @Nullable T result = attempt.apply(path);
            path.branches.forEach(open::push);
            if (result != null) {
                tried.add(new Tried<>(path.taken, result));
            }
        }
        return tried;
    }

    /**
     * The choice that makes an order happen again. An act that has fewer calls than it had misses its turns, and calls
     * beyond the order happen act by act.
     */
    static Turns.Choice again(List<Integer> order) {
        Deque<Integer> left = new ArrayDeque<>(order);
        return waiting -> {
            while (!left.isEmpty()) {
                int next = left.pop();
                if (!waiting.get(next).isEmpty()) {
                    return next;
                }
            }
            return IntStream.range(0, waiting.size())
                    .filter(act -> !waiting.get(act).isEmpty())
                    .findFirst()
                    .orElse(-1);
        };
    }
}
