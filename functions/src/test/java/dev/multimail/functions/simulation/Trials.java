package dev.multimail.functions.simulation;

import dev.multimail.store.testing.MemoryTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Which trial looks at which condition, and in which of them a condition does not hold. A trial in which a condition
 * holds each time goes the same way when the condition is dropped, so only the others can notice that.
 */
final class Trials {
    private static final int HISTORIES = 200;
    private static final int ENOUGH = 40;
    private static final int MORE_THAN_ANY_MAKES = 60;
    private static final List<Trouble.Kind> KINDS = List.of(Trouble.Kind.CRASH_AFTER, Trouble.Kind.SLOW);

    private final ConcurrentMap<String, Map<Integer, List<Trial>>> looks = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, Map<Integer, List<Trial>>> refusals = new ConcurrentHashMap<>();

    /** Meetings come first, then errands that are disturbed, errands that are struck, and histories. */
    private Trials() {}

    /** Runs everything once over tables without a flaw. */
    static Trials known() {
        Trials trials = new Trials();
        EveryMeetingTest.meetings().parallelStream().forEach(trials::meet);
        Errand.all().parallelStream().forEach(trials::disturb);
        Errand.all().parallelStream().forEach(trials::strike);
        LongStream.range(0, HISTORIES)
                .parallel()
                .mapToObj(Trial.OfSeed::new)
                .forEach(trial -> trials.note(3, trial, trial.run(MemoryTables::forget)));
        return trials;
    }

    private void meet(Meeting meeting) {
        Orders.<Stage>all(choice -> {
                    Stage stage = new Stage(1);
                    stage.world().memory().forget();
                    return meeting.end(choice, stage) == null ? null : stage;
                })
                .forEach(tried -> note(
                        0,
                        new Trial.OfOrder(meeting, tried.order()),
                        tried.result().world().memory()));
    }

    private void disturb(Errand errand) {
        Stage stage = new Stage(1);
        var act = errand.made().apply(stage);
        stage.world().memory().forget();
        Law.require(!act.get().isEmpty(), "an errand answers", errand);
        for (String guard : stage.world().memory().guards()) {
            Trial trial = new Trial.OfDisturbance(errand, guard);
            // Whoever may write such a row anew when it is gone, as a code that is asked for again, proves nothing.
            if (!notices(trial, _ -> {})) {
                add(refusals, Integer.MAX_VALUE, 1, guard, trial);
            }
        }
    }

    private void strike(Errand errand) {
        for (Trouble.Kind kind : KINDS) {
            boolean happened = true;
            for (int call = 0; happened && call < MORE_THAN_ANY_MAKES; call++) {
                Stage stage = new Stage(1);
                stage.world().memory().forget();
                Strike strike = new Strike(errand, kind, call, stage);
                strike.run();
                note(2, new Trial.OfStrike(errand, kind, call), stage.world().memory());
                happened = strike.happened();
            }
        }
    }

    private void note(int rank, Trial trial, MemoryTables tables) {
        tables.guards().forEach(guard -> add(looks, ENOUGH, rank, guard, trial));
        tables.refusals().forEach(guard -> add(refusals, Integer.MAX_VALUE, rank, guard, trial));
    }

    private static void add(
            ConcurrentMap<String, Map<Integer, List<Trial>>> to, int most, int rank, String guard, Trial trial) {
        Map<Integer, List<Trial>> ranks = to.computeIfAbsent(guard, _ -> new ConcurrentSkipListMap<>());
        List<Trial> trials = ranks.computeIfAbsent(rank, _ -> new ArrayList<>());
        synchronized (trials) {
            if (trials.size() < most) {
                trials.add(trial);
            }
        }
    }

    /** The names of all conditions that were looked at. */
    Set<String> guards() {
        return looks.keySet();
    }

    /** The first trial that notices that some conditions were dropped. */
    Optional<Trial> noticesDrop(Set<String> dropped) {
        return new TreeSet<>(dropped)
                .stream()
                        .flatMap(guard -> refusals.getOrDefault(guard, Map.of()).values().stream())
                        .flatMap(List::stream)
                        .filter(trial -> notices(trial, tables -> tables.drop(dropped)))
                        .findFirst();
    }

    /** Whether a trial that looks at a condition notices that it was turned into its opposite. */
    boolean noticesNegation(String guard) {
        return looks.getOrDefault(guard, Map.of()).values().stream()
                .flatMap(List::stream)
                .anyMatch(trial -> notices(trial, tables -> tables.negate(Set.of(guard))));
    }

    private static boolean notices(Trial trial, Consumer<MemoryTables> flaw) {
        try {
            trial.run(flaw);
            return false;
        } catch (AssertionError | RuntimeException noticed) {
            return true;
        }
    }
}
