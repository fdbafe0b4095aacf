package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.Faults;
import java.util.function.Supplier;

/** One errand in a world of its own, with one call struck. */
final class Strike {
    private final Stage stage;
    private final Ledger ledger;
    private final Trouble trouble = new Trouble();
    private final Supplier<String> act;
    private boolean happened;

    Strike(Errand errand, Trouble.Kind kind, int call, Stage stage) {
        this.stage = stage;
        ledger = new Ledger(stage.world().memory());
        act = errand.made().apply(stage);
        stage.world().faults().interfere(trouble);
        trouble.strike(kind, call);
    }

    /** Whether there was such a call. */
    boolean happened() {
        return happened;
    }

    void run() {
        String first = attempt();
        happened = trouble.struck();
        Law.require(happened || !failed(first), "nothing fails by itself", first);
        if (happened) {
            trouble.rest();
            String second = attempt();
            Law.require(!failed(second), "asking again helps", first + ", then " + second);
            trouble.arrive();
        }
        Rest.come(stage.world(), ledger);
    }

    private static boolean failed(String how) {
        return how.startsWith("crash") || how.startsWith("failure") || (how.startsWith("5") && !how.equals("501"));
    }

    private String attempt() {
        try {
            return act.get();
        } catch (Faults.Crash crash) {
            return "crash";
        } catch (RuntimeException failure) {
            return "failure " + failure;
        }
    }
}
