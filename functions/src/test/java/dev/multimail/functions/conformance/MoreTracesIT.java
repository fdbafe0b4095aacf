package dev.multimail.functions.conformance;

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
        Plays plays = new Plays(TraceTest.TRACES);
        try (Writer file = Files.newBufferedWriter(Path.of("target", "traces.txt"))) {
            long steps = 0;
            while (steps < asked) {
                Trace trace = plays.next();
                steps += trace.steps().size();
                file.write(trace.literal().substring(2) + "\n");
            }
            System.out.println(steps + " steps written");
        }
    }
}
