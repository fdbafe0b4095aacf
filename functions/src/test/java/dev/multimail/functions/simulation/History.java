package dev.multimail.functions.simulation;

import dev.multimail.functions.simulation.Deeds.Deed;
import dev.multimail.functions.testing.Faults;
import dev.multimail.functions.testing.World;
import dev.multimail.store.testing.MemoryTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One history of chance: the same seed makes the same one. The laws are looked at after each deed and at its end. */
final class History {
    private static final int DEEDS = 45;
    private final Random random;
    private final World world;
    private final Trouble trouble = new Trouble();
    private final Ledger ledger;
    private final Deeds deeds;
    private final List<String> trace = new ArrayList<>();
    private int strikes;

    /** @param flaw what is wrong with the tables */
    History(long seed, Consumer<MemoryTables> flaw) {
        random = new Random(seed);
        world = World.inMemory(seed);
        ledger = new Ledger(world.memory());
        deeds = new Deeds(world, new Cast(world, random), random);
        flaw.accept(world.memory());
    }

    History(long seed) {
        this(seed, _ -> {});
    }

    /** Lets it happen. */
    History run() {
        world.faults().interfere(trouble);
        int count = DEEDS / 2 + random.nextInt(DEEDS);
        for (int number = 0; number < count; number++) {
            Deed deed = deeds.next();
            String line = random.nextInt(3) == 0 ? beside(deed) : alone(deed);
            trace.add(number + " " + line);
            if (random.nextInt(3) == 0) {
                trouble.arrive();
            }
            ledger.judge();
        }
        trouble.arrive();
        Rest.come(world, ledger);
        return this;
    }

    /** What happened, a line each, and how each message ended. */
    List<String> trace() {
        List<String> lines = new ArrayList<>(trace);
        ledger.messages().values().forEach(message -> lines.add(message.id() + " ends as " + message.state()));
        return lines;
    }

    /** How many calls were struck. */
    int strikes() {
        return strikes;
    }

    /** The world in which it happened. */
    World world() {
        return world;
    }

    // Another deed, whole, at one of the calls of this one: what another process may do at any time.
    private String beside(Deed deed) {
        Deed other = deeds.rival();
        StringBuilder meanwhile = new StringBuilder();
        trouble.meanwhile(1 + random.nextInt(4), () -> meanwhile.append(happen(other)));
        String line = deed.name() + ": " + happen(deed) + ", meanwhile " + other.name() + ": " + meanwhile;
        trouble.rest();
        return line;
    }

    private String alone(Deed deed) {
        if (random.nextInt(3) == 0) {
            Trouble.Kind[] kinds = Trouble.Kind.values();
            trouble.strike(kinds[random.nextInt(kinds.length)], random.nextInt(7));
        }
        String line = deed.name() + ": " + happen(deed);
        boolean again = trouble.struck() && random.nextInt(3) > 0;
        strikes += trouble.struck() ? 1 : 0;
        trouble.rest();
        return again ? line + ", again: " + happen(deed) : line;
    }

    private String happen(Deed deed) {
        String how;
        try {
            how = deed.act().get();
            Law.require(trouble.struck() || !how.startsWith("5"), "nothing fails by itself", deed.name() + ": " + how);
        } catch (Faults.Crash crash) {
            how = "crash";
        } catch (RuntimeException failure) {
            Law.require(trouble.struck(), "nothing fails by itself", deed.name() + ": " + failure);
            how = "failure";
        }
        return trouble.struck() ? how + ", struck at " + trouble.call() : how;
    }
}
