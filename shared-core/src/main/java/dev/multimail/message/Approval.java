package dev.multimail.message;

import java.time.Instant;

/**
 * What let a message go.
 *
 * @param kind a person's decision, or an allowlist entry that the owner gave beforehand
 * @param by who approved: an approver's address, a key's actor name, or the entry's pattern
 * @param contentHash the content that was approved, and no other
 */
public record Approval(Kind kind, String by, Instant at, String contentHash) {
    /** A person's approval stands when the mode is tightened; a standing one is weighed again. */
    public enum Kind {
        PERSON,
        STANDING
    }
}
