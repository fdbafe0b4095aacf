package dev.multimail.message;

import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.policy.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lives and matters to test with. */
public final class Lives {
    static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    static final Instant EXPIRES_AT = NOW.plus(Duration.ofDays(3));
    static final String HASH = ContentHash.ofText("test", "content");
    static final Approval BY_ANN = new Approval(Approval.Kind.PERSON, "ann@example.com", NOW, HASH);
    static final Approval STANDING = new Approval(Approval.Kind.STANDING, "*@example.org", NOW, HASH);
    static final Handover HANDOVER = new Handover(NOW, "provider-1", "m@example.com");

    private static final MessageId ID = new MessageId("01JQ4T2Z3E5V7X9ABCDEFGHJKM", new MailboxId("0123456789"), true);
    private static final Address BUYER = Address.parse("buyer@example.com");

    public static final Matter OUTBOUND = new Matter.Outbound(
            ThreadId.openedBy(ID),
            new Envelope(BUYER, List.of(Address.parse("vendor@example.org")), List.of(), List.of()),
            null,
            "Hello",
            0,
            10,
            null,
            Map.of());
    public static final Matter INBOUND = new Matter.Inbound(
            ThreadId.openedBy(ID),
            "vendor@example.org",
            null,
            List.of(),
            List.of(),
            "buyer@example.com",
            null,
            "Hello",
            0,
            10,
            null,
            List.of(),
            Map.of(),
            true,
            false);
    public static final Matter ACTION =
            new Matter.HeldAction(Operation.TAG_EMAIL, ID.toString(), Map.of("a", "b"), "Tag it");

    private Lives() {}

    /** A life in a state at {@link #NOW}, as it would have come there; the first attempt is next or under way. */
    static Life in(MessageState state) {
        boolean held = state == MessageState.PENDING;
        return life(state, 1, held ? EXPIRES_AT : null, wake(state));
    }

    static Life life(MessageState state, int attempt, @Nullable Instant expiresAt, @Nullable Instant wakeAt) {
        Instant sendAt = state == MessageState.SCHEDULED ? NOW.plusSeconds(60) : null;
        return new Life(state, 3, attempt, expiresAt, sendAt, wakeAt, null, null, null, Receipts.none(), null, 1, null);
    }

    private static @Nullable Instant wake(MessageState state) {
        return switch (state) {
            case PENDING, SCHEDULED, QUEUED, PENDING_INBOUND -> NOW.plusSeconds(60);
            case SENDING -> NOW.plus(Lifecycle.LEASE);
            case SENT, UNCONFIRMED, FAILED, REJECTED, CANCELLED, EXPIRED, APPLIED, UNREAD, READ -> null;
        };
    }
}
