package dev.multimail.local.data;

import dev.multimail.effect.Outgoing;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.List;

/**
 * One copy that a transport accepted.
 *
 * @param id the transport's id of it, which rises
 * @param tag the id of the message, or of the notice
 * @param test whether it belongs to test traffic, notices to approvers too: then it is kept and never leaves
 * @param mailFrom the envelope's sender
 * @param rcptTo the envelope's recipients
 */
public record OutboxMail(
        String id,
        Instant at,
        Outgoing.Kind kind,
        String tag,
        int attempt,
        boolean test,
        String mailFrom,
        List<String> rcptTo,
        Octets raw) {
    public OutboxMail {
        rcptTo = List.copyOf(rcptTo);
    }
}
