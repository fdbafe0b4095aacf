package dev.multimail.mailbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a person is asked about a scheduled message that must be approved. */
public enum GateTiming {
    /** At once; once approved it waits for its time. */
    GATE_FIRST,
    /** When its time has come. */
    SCHEDULE_FIRST;

    /** Reads {@code gate_first} or {@code schedule_first}; empty for other text. */
    public static Optional<GateTiming> parse(String text) {
        return Arrays.stream(values())
                .filter(timing -> timing.wire().equals(text))
                .findFirst();
    }

    /** The timing as it goes over the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
