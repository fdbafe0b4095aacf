package dev.multimail.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the service itself writes to a person. Its words are made when it leaves, so nothing secret that they
 * hold is stored.
 *
 * @param facts what the words are made of, by kind
 * @param mailedAt when it left, or null
 * @param version counts the changes
 */
public record Letter(
        String id,
        Kind kind,
        Address to,
        Map<String, String> facts,
        Instant createdAt,
        @Nullable Instant mailedAt,
        int version) {
    /** What a letter is about. */
    public enum Kind {
        /** An agent or its operator reports that something is wrong: {@code message}, {@code about}, {@code by}. */
        REPORT,
        /** An account was opened: {@code account}, {@code operator}, {@code mailbox}. */
        ACCOUNT_OPENED
    }

    public Letter {
        facts = Map.copyOf(facts);
    }

    /** A letter that is to leave. */
    public Letter(String id, Kind kind, Address to, Map<String, String> facts, Instant createdAt) {
        this(id, kind, to, facts, createdAt, null, 1);
    }

    public Letter mailed(Instant at) {
        return new Letter(id, kind, to, facts, createdAt, at, version + 1);
    }
}
