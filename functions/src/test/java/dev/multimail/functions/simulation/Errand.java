package dev.multimail.functions.simulation;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One thing that one function does.
 *
 * @param function the operation, public operation or function of the pipeline
 * @param made prepares everything and gives the act itself, which may be done again; it answers an HTTP status or a
 *     word
 */
record Errand(String function, String name, Function<Stage, Supplier<String>> made) {
    /** Every errand: each function has one at least. */
    static List<Errand> all() {
        return Stream.of(MailErrands.all(), OwnerErrands.all(), StrangerErrands.all(), PipelineErrands.all())
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public String toString() {
        return function + " (" + name + ")";
    }
}
