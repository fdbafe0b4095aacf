package dev.multimail.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became known of a message after it left: facts beside the state. The first report of each kind is kept. */
public record Receipts(
        @Nullable Instant deliveredAt,
        @Nullable Instant bouncedAt,
        @Nullable String bounceType,
        @Nullable Instant complainedAt) {
    /** Nothing is known yet. */
    public static Receipts none() {
        return new Receipts(null, null, null, null);
    }

    public Receipts delivered(Instant at) {
        return deliveredAt == null ? new Receipts(at, bouncedAt, bounceType, complainedAt) : this;
    }

    public Receipts bounced(Instant at, String type) {
        return bouncedAt == null ? new Receipts(deliveredAt, at, type, complainedAt) : this;
    }

    public Receipts complained(Instant at) {
        return complainedAt == null ? new Receipts(deliveredAt, bouncedAt, bounceType, at) : this;
    }
}
