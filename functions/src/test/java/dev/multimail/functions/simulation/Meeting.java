package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several acts at the same time, and every way in which that may end.
 *
 * @param made prepares everything and gives the acts, each of which tells what it was answered
 * @param look what is to be seen when everything came to rest
 * @param ends what the acts were answered, and after the arrow the states of all messages and what was to be seen
 */
record Meeting(
        String name,
        BiFunction<Stage, Turns, List<Supplier<String>>> made,
        Function<Stage, String> look,
        Set<String> ends) {
    Meeting {
        ends = Set.copyOf(ends);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Tries every order, and tells how each of them ended. */
    List<Orders.Tried<String>> everyOrder() {
        return Orders.all(choice -> end(choice, new Stage(1)));
    }

    /** Lets it happen by a choice, holds it to the laws and tells how it ended; null if the choice was to stop. */
    @Nullable
    String end(Turns.Choice choice, Stage stage) {
        World world = stage.world();
        Turns turns = new Turns();
        List<Supplier<String>> acts = made.apply(stage, turns);
        world.faults().interfere(turns);
        List<String> answers = turns.happen(acts, choice);
        if (answers.isEmpty()) {
            return null;
        }
        Ledger ledger = new Ledger(world.memory());
        Rest.come(world, ledger);
        Map<String, Long> states = ledger.messages().values().stream()
                .collect(Collectors.groupingBy(message -> message.state().wire(), TreeMap::new, Collectors.counting()));
        List<String> words = new ArrayList<>(List.of(String.join(", ", answers), "->"));
        states.forEach((state, count) -> words.add(count == 1 ? state : count + " " + state));
        words.add(look.apply(stage));
        return String.join(" ", words).strip();
    }
}
