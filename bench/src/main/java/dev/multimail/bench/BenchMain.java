package dev.multimail.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measures what {@code docs/performance.md} tells, and stops by itself. */
public final class BenchMain {
    private static final int SOME_MISSED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private BenchMain() {}

    private static Map<String, Measurement> measurements() {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put("audit", new AuditVerification());
        measurements.put("boot", new Boot(Path.of(System.getProperty("multimail.root", "."))));
        measurements.put("handler", new HandlerTime());
        measurements.put("inbox", new InboxSize());
        measurements.put("throughput", new Throughput());
        measurements.put("tools", new ToolTime());
        return measurements;
    }

    /**
     * Runs the named measurements, or all of them.
     *
     * @throws IOException if a process or a connection of a measurement failed
     * @throws InterruptedException if it was stopped
     */
    public static void main(String[] names) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, Measurement> all = measurements();
        Set<String> unknown = new TreeSet<>(List.of(names));
        unknown.removeAll(all.keySet());
        if (!unknown.isEmpty()) {
            out.println("./multimail bench [" + String.join("|", all.keySet()) + "]…");
            System.exit(unknown.equals(Set.of("--help")) ? 0 : NOT_UNDERSTOOD);
        }
        List<String> wanted = names.length == 0 ? List.copyOf(all.keySet()) : List.of(names);
        List<Figure> figures = new ArrayList<>();
        for (String name : wanted) {
            List<Figure> measured = all.getOrDefault(name, List::of).run();
            measured.forEach(figure -> out.printf(
                    "%s  %s%n        bar %s, measured %s%n",
                    figure.met() ? "met   " : "MISSED", figure.name(), figure.bar(), figure.measured()));
            figures.addAll(measured);
        }
        // The embedded database's threads would keep the process.
        System.exit(figures.stream().allMatch(Figure::met) ? 0 : SOME_MISSED);
    }
}
