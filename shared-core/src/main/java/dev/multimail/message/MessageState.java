package dev.multimail.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states of a message. Delivery, bounce and complaint are facts beside the state, never the state. */
public enum MessageState {
    /** Waits for a person. */
    PENDING,
    /** Allowed, and waits for its time. */
    SCHEDULED,
    /** Allowed, and waits for its turn. */
    QUEUED,
    /** Claimed: one attempt is being made. */
    SENDING,
    /** The transport accepted it. */
    SENT,
    /** An attempt was made and nobody knows how it ended; it is not tried again. */
    UNCONFIRMED,
    /** The transport refused it for good. */
    FAILED,
    /** A person said no. */
    REJECTED,
    /** The agent or the owner took it back. */
    CANCELLED,
    /** Nobody decided in time. */
    EXPIRED,
    /** A held action that a person approved, and that took effect. */
    APPLIED,
    /** Came in and waits for a person's release. */
    PENDING_INBOUND,
    /** Came in and was not read yet. */
    UNREAD,
    /** Came in and was read. */
    READ;

    /** Whether a person is asked about a message in this state. */
    public boolean waitsForPerson() {
        return this == PENDING || this == PENDING_INBOUND;
    }

    /** The state as it goes over the wire, for example {@code pending}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a state's wire form; empty for other text. */
    public static Optional<MessageState> parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(text))
                .findFirst();
    }
}
