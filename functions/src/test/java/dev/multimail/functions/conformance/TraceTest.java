package dev.multimail.functions.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.MessageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Plays seeded random traces through the real handlers and holds what happened to the committed data of
 * {@code proofs/}. Lean's kernel proves that the model's {@code step} gives the same at each step. Run with
 * {@code -Dproofs.write=true} to write the data anew after a change that is meant.
 */
class TraceTest {
    static final int TRACES = 72;
    private static final int OFTEN = 10;
    private static final int AT_LEAST = 3_000;

    @Test
    void theHandlersRunAsTheProofsSay() throws IOException {
        List<Trace> traces = new ArrayList<>();
        Plays plays = new Plays(0);
        for (int number = 0; number < TRACES; number++) {
            traces.add(plays.next());
        }
        List<String> now = traces.stream().map(Trace::literal).toList();
        List<String> before = committed(now);
        assertThat(differences(traces, before))
                .as("steps that are not the committed ones; if they are meant, run this test with"
                        + " -Dproofs.write=true and then ./multimail proofs")
                .isEmpty();
        assertThat(before).hasSameSizeAs(now);
        count(traces);
    }

    private static void count(List<Trace> traces) {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        int steps = 0;
        for (Trace trace : traces) {
            for (Trace.Step step : trace.steps()) {
                steps++;
                kinds.merge(step.kind().name(), 1, Integer::sum);
                outcomes.merge(step.reply().words(), 1, Integer::sum);
                step.lands().ifPresent(state -> outcomes.merge("then " + state, 1, Integer::sum));
            }
        }
        System.out.println(steps + " steps in " + traces.size() + " traces");
        System.out.println("  events   " + kinds);
        System.out.println("  outcomes " + outcomes);
        assertThat(steps).isGreaterThanOrEqualTo(AT_LEAST);
        assertThat(kinds)
                .hasSize(Kind.values().length)
                .allSatisfy((kind, times) -> assertThat(times).as(kind).isGreaterThanOrEqualTo(OFTEN));
        assertThat(Reply.everyOutcome())
                .allSatisfy(outcome -> assertThat(outcomes.getOrDefault(outcome, 0))
                        .as(outcome)
                        .isGreaterThanOrEqualTo(OFTEN));
        assertThat(MessageState.values())
                .allSatisfy(state -> assertThat(outcomes.getOrDefault("then " + state, 0))
                        .as("messages that are " + state)
                        .isGreaterThanOrEqualTo(OFTEN));
    }

    private static List<String> differences(List<Trace> traces, List<String> before) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < traces.size(); number++) {
            String old = number < before.size() ? before.get(number) : "";
            String digits = "0x1";
            List<Trace.Step> steps = traces.get(number).steps();
            for (int at = 0; at < steps.size(); at++) {
                digits += steps.get(at).digits();
                if (!old.startsWith(digits)) {
                    wrong.add("trace " + number + ", step " + at + ", "
                            + steps.get(at).words());
                    break;
                }
            }
        }
        return wrong;
    }

    /** The traces that are committed, after writing them if that is asked for. */
    private static List<String> committed(List<String> traces) throws IOException {
        Path file = root().resolve("proofs/MultiMail/Conformance/TraceData.lean");
        if (Boolean.getBoolean("proofs.write")) {
            Files.writeString(file, lean(traces));
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.replaceFirst("[,\\]]+$", ""))
                .toList();
    }

    // In parts, because Lean's kernel remembers all that it computed for one theorem.
    private static String lean(List<String> traces) {
        StringBuilder text = new StringBuilder("/-! What the real handlers did in " + traces.size()
                + " random traces. Written by `TraceTest`; do not edit. -/\n\nnamespace MultiMail.Java\n\n");
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < traces.size(); from += Plays.OF_A_WORLD) {
            String part = "traces" + parts.size();
            List<String> some = traces.subList(from, Math.min(from + Plays.OF_A_WORLD, traces.size()));
            text.append("def " + part + " : List Nat := [\n  " + String.join(",\n  ", some) + "]\n\n");
            parts.add(part);
        }
        return text.append("/-- Each a one, and then its steps, in the digits that `TraceCheck.lean` reads. -/\n"
                        + "def traces : List (List Nat) := [" + String.join(", ", parts) + "]\n\nend MultiMail.Java\n")
                .toString();
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("multimail")) && Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("The tests must run somewhere inside the repository.");
    }
}
