package dev.multimail.bench;

import dev.multimail.functions.json.Json;
import java.util.Map;

/** The email that every measurement sends. */
final class Sends {
    private static final String TEXT = "Hello,\n\nthe report for this week is ready: **42** orders, three of them late."
            + " The list is below.\n\n- order 1041\n- order 1077\n- order 1102\n\nKind regards";

    private Sends() {}

    /** The body of a request to send it, under an idempotency key, as the SDK asks. */
    static String body(String idempotencyKey) {
        return Json.write(fields(idempotencyKey));
    }

    /** The same as the arguments of a tool. */
    static Map<String, Object> fields(String idempotencyKey) {
        return Map.of(
                "to",
                "customer@example.org",
                "subject",
                "The report for this week",
                "markdown",
                TEXT,
                "idempotency_key",
                idempotencyKey);
    }
}
