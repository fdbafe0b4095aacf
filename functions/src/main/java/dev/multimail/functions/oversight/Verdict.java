package dev.multimail.functions.oversight;

import java.util.Locale;
import java.util.Optional;

/** What a person says to what waits. */
public enum Verdict {
    APPROVE,
    REJECT;

    /** Reads {@code approve}, {@code approved}, {@code reject} or {@code rejected}; empty for other text. */
    public static Optional<Verdict> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "approve", "approved" -> Optional.of(APPROVE);
            case "reject", "rejected" -> Optional.of(REJECT);
            default -> Optional.empty();
        };
    }

    /** What the message is after it. */
    public String past() {
        return this == APPROVE ? "approved" : "rejected";
    }
}
