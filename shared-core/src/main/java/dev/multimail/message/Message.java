package dev.multimail.message;

import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of a mailbox: what it is about, and how its life went so far.
 *
 * @param updatedAt when its life last went a step further
 * @param contentHash SHA-256 in hex over the envelope and the exact content that an approval is bound to
 * @param tags the agent's own names and values
 * @param label whether it was called spam
 */
public record Message(
        MessageId id,
        String accountId,
        Instant createdAt,
        Instant updatedAt,
        String contentHash,
        Matter matter,
        Life life,
        Map<String, String> tags,
        SpamLabel label) {
    /** What the receiving server looks for in a mail's content. */
    private static final List<String> SCANS = List.of("spam", "virus");

    public Message {
        tags = Map.copyOf(tags);
    }

    /** A message that nobody labelled. */
    public Message(
            MessageId id,
            String accountId,
            Instant createdAt,
            Instant updatedAt,
            String contentHash,
            Matter matter,
            Life life,
            Map<String, String> tags) {
        this(id, accountId, createdAt, updatedAt, contentHash, matter, life, tags, SpamLabel.NONE);
    }

    /** The same message with the next step of its life. */
    public Message with(Life next, Instant now) {
        return new Message(id, accountId, createdAt, now, contentHash, matter, next, tags, label);
    }

    /** The same message with these labels. */
    public Message withTags(Map<String, String> next) {
        return new Message(id, accountId, createdAt, updatedAt, contentHash, matter, life.retouched(), next, label);
    }

    /** The same message with this label. */
    public Message withLabel(SpamLabel next) {
        return new Message(id, accountId, createdAt, updatedAt, contentHash, matter, life.retouched(), tags, next);
    }

    /** The same message with other content, whose life begins anew. */
    public Message edited(Matter nextMatter, String nextHash, Life next, Instant now) {
        return new Message(id, accountId, createdAt, now, nextHash, nextMatter, next, tags, label);
    }

    /** Whether somebody called it spam, or the receiving server did and nobody said otherwise. */
    public boolean isSpam() {
        return label == SpamLabel.SPAM || isFlagged();
    }

    /** Whether the receiving server took it for spam or found a virus, and nobody said anything yet. */
    public boolean isFlagged() {
        return label == SpamLabel.NONE
                && matter instanceof Matter.Inbound inbound
                && SCANS.stream()
                        .anyMatch(scan -> "FAIL".equals(inbound.verdicts().get(scan)));
    }

    /**
     * Whether the receiving server looked at its content and found nothing. What it could not tell (GRAY,
     * PROCESSING_FAILED) or did not look at is not clean (Amazon SES Developer Guide, "Contents of notifications for
     * Amazon SES email receiving").
     */
    public boolean isFoundClean() {
        return matter instanceof Matter.Inbound inbound
                && SCANS.stream()
                        .allMatch(scan -> "PASS".equals(inbound.verdicts().get(scan)));
    }

    /** Whether a person decides, or decided, about it. */
    public boolean wasHeld() {
        return life.expiresAt() != null
                || life.approvedByPerson()
                || state().waitsForPerson()
                || state() == MessageState.REJECTED;
    }

    /** The conversation that it belongs to; a held action belongs to none. */
    public Optional<ThreadId> thread() {
        return switch (matter) {
            case Matter.Outbound outbound -> Optional.of(outbound.thread());
            case Matter.Inbound inbound -> Optional.of(inbound.thread());
            case Matter.HeldAction _ -> Optional.empty();
        };
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
