package dev.multimail.functions.wiring;

import dev.multimail.functions.json.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log, as lines of JSON. It names what failed and where, and never quotes an exception's message: messages can hold
 * what a caller sent.
 */
public record Log(PrintStream out, InstantSource clock) {
    private static final int FRAMES = 12;

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

    /** Something worth knowing happened; details hold ids and states alone. */
    public void info(String what, Map<String, String> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("level", "info");
        line.put("what", what);
        line.putAll(details);
        out.println(Json.write(line));
    }
}
