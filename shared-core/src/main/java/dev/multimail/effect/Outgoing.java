package dev.multimail.effect;

import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import java.util.List;

/**
 * Mail at the point of leaving.
 *
 * @param tag the message's id, which comes back in the transport's events
 * @param attempt the attempt's number, which comes back too
 * @param mailFrom the envelope's sender (RFC 5321 §4.1.1.2)
 * @param rcptTo every recipient, hidden ones too
 * @param raw the bytes that leave
 */
public record Outgoing(Kind kind, String tag, int attempt, Address mailFrom, List<Address> rcptTo, Octets raw) {
    /** What an agent says, or what the service itself tells people. */
    public enum Kind {
        AGENT_MAIL,
        NOTICE
    }

    public Outgoing {
        rcptTo = List.copyOf(rcptTo);
    }
}
