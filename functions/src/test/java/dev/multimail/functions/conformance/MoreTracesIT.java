package dev.multimail.functions.conformance;

import dev.multimail.functions.testing.World;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Plays as many steps more as {@code -Dproofs.steps} asks for, into a file that Lean replays by compiled code.
 * {@code ./multimail proofs --replay} runs it; by its name it is no part of the tests.
 */
class MoreTracesIT {
    @Test
    void areWritten() throws IOException {
        long asked = Long.getLong("proofs.steps", 1_000);
        World world = new World();
        try (Writer file = Files.newBufferedWriter(Path.of("target", "traces.txt"))) {
            long steps = 0;
            for (int number = TraceTest.TRACES; steps < asked; number++) {
                if (number % TraceTest.TRACES_OF_A_WORLD == 0) {
                    world = new World();
                }
                Trace trace = new Play(world, number).play(TraceTest.STEPS);
                steps += trace.steps().size();
                file.write(trace.literal().substring(2) + "\n");
            }
            System.out.println(steps + " steps written");
        }
    }
}
