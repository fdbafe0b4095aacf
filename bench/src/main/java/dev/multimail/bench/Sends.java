package dev.multimail.bench;

import dev.multimail.functions.json.Json;
import dev.multimail.local.LocalInstallation;
import dev.multimail.local.data.Keyring;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Preferences;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The email that every measurement sends. */
final class Sends {
    private static final String TEXT = "Hello,\n\nthe report for this week is ready: **42** orders, three of them late."
            + " The list is below.\n\n- order 1041\n- order 1077\n- order 1102\n\nKind regards";

    /** A mailbox that may submit more in an hour than any measurement does. */
    static final Preferences UNHINDERED = new Preferences(
            List.of(), List.of(), null, GateTiming.GATE_FIRST, true, false, false, Preferences.MAX_SENDS_PER_HOUR, 0);

    private Sends() {}

    /** Lets a mailbox of a running service submit as much. */
    static void unhinder(LocalInstallation service, Keyring.Tokens mailbox) throws IOException {
        try (KeptConnection owner = new KeptConnection(
                service.url(),
                "PATCH",
                "/v1/mailboxes/" + mailbox.id(),
                service.keyring().ownerKey())) {
            KeptConnection.Answer answer =
                    owner.ask(Json.write(Map.of("sends_per_hour", Preferences.MAX_SENDS_PER_HOUR)));
            if (answer.status() != 200) {
                throw new IOException(answer.status() + " " + answer.body());
            }
        }
    }

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
