package dev.multimail.functions.conformance;

import dev.multimail.functions.testing.World;

/** The traces of one seed after the other; some share a world. */
final class Plays {
    /** How many traces share a world. */
    static final int OF_A_WORLD = 8;

    private static final int STEPS = 60;

    private World world = new World();
    private int number;

    /** @param first the seed of the first trace, which begins a world */
    Plays(int first) {
        this.number = first;
    }

    /** Plays the next trace. */
    Trace next() {
        Trace trace = new Play(world, number).play(STEPS);
        number++;
        if (number % OF_A_WORLD == 0) {
            world = new World();
        }
        return trace;
    }
}
