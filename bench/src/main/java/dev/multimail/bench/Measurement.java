package dev.multimail.bench;

import java.io.IOException;
import java.util.List;

/** Something that can be measured by itself. */
@FunctionalInterface
interface Measurement {
    /**
     * Measures and answers the figures.
     *
     * @throws IOException if a process or a connection of the measurement failed
     * @throws InterruptedException if the measurement was stopped
     */
    List<Figure> run() throws IOException, InterruptedException;
}
