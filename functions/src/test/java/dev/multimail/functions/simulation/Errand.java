package dev.multimail.functions.simulation;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing that one function does.
 *
 * @param function the operation, public operation or function of the pipeline
 * @param made prepares everything and gives the act itself, which may be done again; it answers an HTTP status or a
 *     word
 */
record Errand(String function, String name, Function<Stage, Supplier<String>> made) {
    @Override
    public String toString() {
        return function + " (" + name + ")";
    }
}
