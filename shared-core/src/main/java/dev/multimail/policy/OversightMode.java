package dev.multimail.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How closely people watch a mailbox, from the closest to the loosest. */
public enum OversightMode {
    /** The agent reads and sends nothing. */
    READ_ONLY,
    /** Reads wait for a person's release; every other action waits for approval. */
    GATED_ALL,
    /** Reads are free; what is sent waits for approval. The default. */
    GATED_SEND,
    /** Everything is free; people get a copy of what is sent. */
    MONITORED,
    /** Everything is free. */
    AUTONOMOUS;

    /** Reads {@code gated_send} and its kin; empty for other text. */
    public static Optional<OversightMode> parse(String text) {
        return Arrays.stream(values()).filter(mode -> mode.wire().equals(text)).findFirst();
    }

    /** The mode as it goes over the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
