package dev.multimail.functions.inbound;

import dev.multimail.mail.ParsedMail;
import dev.multimail.message.Octets;
import java.util.Map;

/**
 * Mail that came in for one recipient.
 *
 * @param mailFrom the envelope's sender; empty for the null reverse-path (RFC 5321 §4.5.5)
 * @param recipient as the envelope named it
 * @param verdicts what was found about it, as it was found: nothing is added
 */
public record Arrival(String mailFrom, String recipient, Map<String, String> verdicts, ParsedMail mail, Octets raw) {
    public Arrival {
        verdicts = Map.copyOf(verdicts);
    }
}
