package dev.multimail.functions.simulation;

import dev.multimail.store.testing.MemoryTables;
import java.util.List;
import java.util.function.Consumer;

/** Something that is run from its beginning, over tables with a flaw or without one, and that holds it to the laws. */
sealed interface Trial {
    /**
     * Runs it.
     *
     * @param flaw is put into the tables first
     * @return the tables afterwards
     * @throws RuntimeException or an {@link AssertionError} if something is noticed
     */
    MemoryTables run(Consumer<MemoryTables> flaw);

    /** One order of a meeting. */
    record OfOrder(Meeting meeting, List<Integer> order) implements Trial {
        public OfOrder {
            order = List.copyOf(order);
        }

        @Override
        public String toString() {
            return meeting + " in the order " + order;
        }

        @Override
        public MemoryTables run(Consumer<MemoryTables> flaw) {
            Stage stage = new Stage(1);
            flaw.accept(stage.world().memory());
            String end = meeting.end(Orders.again(order), stage);
            Law.require(
                    end != null && meeting.ends().contains(end), "a meeting ends as it may", end + " of " + meeting);
            return stage.world().memory();
        }
    }

    /** One errand, with one of its calls struck. */
    record OfStrike(Errand errand, Trouble.Kind kind, int call) implements Trial {
        @Override
        public String toString() {
            return errand + ", " + kind + " at call " + call;
        }

        @Override
        public MemoryTables run(Consumer<MemoryTables> flaw) {
            Stage stage = new Stage(1);
            flaw.accept(stage.world().memory());
            new Strike(errand, kind, call, stage).run();
            return stage.world().memory();
        }
    }

    /** One history. */
    record OfSeed(long seed) implements Trial {
        @Override
        public String toString() {
            return "history " + seed;
        }

        @Override
        public MemoryTables run(Consumer<MemoryTables> flaw) {
            return new History(seed, flaw).run().world().memory();
        }
    }

    /** One errand whose row is there, or gone, against what it knew: it must not be written all the same. */
    record OfDisturbance(Errand errand, String guard) implements Trial {
        @Override
        public String toString() {
            return errand + ", disturbed";
        }

        @Override
        public MemoryTables run(Consumer<MemoryTables> flaw) {
            Stage stage = new Stage(1);
            var act = errand.made().apply(stage);
            MemoryTables tables = stage.world().memory();
            tables.forget();
            flaw.accept(tables);
            tables.disturb(guard);
            try {
                Law.require(!act.get().isEmpty(), "an errand answers", errand);
            } catch (RuntimeException refused) {
                // That it is refused is what is wanted.
            }
            Law.require(
                    tables.overwritten() == 0, "what is not as it was read is not written", guard + " by " + errand);
            return tables;
        }
    }
}
