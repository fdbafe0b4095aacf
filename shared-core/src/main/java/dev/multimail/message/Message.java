package dev.multimail.message;

import dev.multimail.id.MessageId;
import java.time.Instant;
import java.util.Map;

/**
 * A message of a mailbox: what it is about, and how its life went so far.
 *
 * @param updatedAt when its life last went a step further
 * @param contentHash SHA-256 in hex over the envelope and the exact content that an approval is bound to
 * @param tags the agent's own labels
 */
public record Message(
        MessageId id,
        String accountId,
        Instant createdAt,
        Instant updatedAt,
        String contentHash,
        Matter matter,
        Life life,
        Map<String, String> tags) {
    public Message {
        tags = Map.copyOf(tags);
    }

    /** The same message with the next step of its life. */
    public Message with(Life next, Instant now) {
        return new Message(id, accountId, createdAt, now, contentHash, matter, next, tags);
    }

    /** The same message with these labels. */
    public Message withTags(Map<String, String> next) {
        return new Message(id, accountId, createdAt, updatedAt, contentHash, matter, life.retouched(), next);
    }

    /** Whether a person decides, or decided, about it. */
    public boolean wasHeld() {
        return life.expiresAt() != null
                || life.approvedByPerson()
                || state().waitsForPerson()
                || state() == MessageState.REJECTED;
    }

    /** Whether it came in and no person released it, so that its agent does not see it. */
    public boolean isUnreleased() {
        return matter instanceof Matter.Inbound
                && (state() == MessageState.PENDING_INBOUND || state() == MessageState.REJECTED);
    }

    public MessageState state() {
        return life.state();
    }
}
