package dev.multimail.functions.wiring;

import dev.multimail.functions.json.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The log, as lines of JSON. It names what failed and where, and never quotes an exception's message: messages can hold
 * what a caller sent.
 */
public record Log(PrintStream out, InstantSource clock) {
    /** The namespace of the service's own metrics, and the one dimension that they have. */
    public static final String METRICS = "MultiMail";

    public static final String INSTALLATION = "installation";

    private static final int FRAMES = 12;
    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*");

    /** Something unexpected happened. */
    public void failure(String what, String requestId, Throwable cause) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("level", "error");
        line.put("what", what);
        line.put("request_id", requestId);
        line.put("exception", cause.getClass().getName());
        line.put(
                "frames",
                Arrays.stream(cause.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .toList());
        out.println(Json.write(line));
    }

    /**
     * A measured value, which CloudWatch takes from the log by itself (AWS: embedded metric format).
     *
     * @param installation whose value it is: the mail domain
     * @param unit one of CloudWatch's units, for example {@code Seconds} or {@code Count}
     */
    public void metric(String installation, String name, String unit, long value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        clock.millis(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace",
                                METRICS,
                                "Dimensions",
                                List.of(List.of(INSTALLATION)),
                                "Metrics",
                                List.of(Map.of("Name", name, "Unit", unit))))));
        line.put(INSTALLATION, installation);
        line.put(name, value);
        out.println(Json.write(line));
    }

    /** Something worth knowing happened; details hold ids, states and reasons, whose addresses are left out. */
    public void info(String what, Map<String, String> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("level", "info");
        line.put("what", what);
        details.forEach((name, value) -> line.put(name, withoutAddresses(value)));
        out.println(Json.write(line));
    }

    /** A reason without the addresses in it: SES quotes those that it does not like. */
    public static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll("[address]");
    }
}
