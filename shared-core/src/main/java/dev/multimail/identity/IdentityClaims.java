package dev.multimail.identity;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the service states about a message that it sent: who, for whom, under which oversight, and which content.
 *
 * @param mailbox the mailbox's address
 * @param operator the name of the person or company that runs the agent
 * @param mode the oversight mode under which the message was allowed, such as {@code gated_send}
 * @param contentHash SHA-256 of the content, lower-case hex
 * @param aiGenerated whether an agent wrote the message; false for the service's own notices
 * @param issuedAt when the statement was made; whole seconds count
 * @param approvedBy SHA-256 of the approver's address in lower-case hex, or null if no person approved
 */
public record IdentityClaims(
        String mailbox,
        String operator,
        String mode,
        String messageId,
        String contentHash,
        boolean aiGenerated,
        Instant issuedAt,
        @Nullable String approvedBy) {
    /** The field of a message's header that carries the signed statement. */
    public static final String HEADER = "X-MultiMail-Identity";

    /**
     * The canonical JSON: members sorted by name, no white space; {@code approved_by} is left out when nobody approved.
     */
    public String json() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("ai_generated", Boolean.toString(aiGenerated));
        if (approvedBy != null) {
            members.put("approved_by", JsonText.string(approvedBy));
        }
        members.put("content_hash", JsonText.string(contentHash));
        members.put("iat", Long.toString(issuedAt.getEpochSecond()));
        members.put("mailbox", JsonText.string(mailbox));
        members.put("message_id", JsonText.string(messageId));
        members.put("mode", JsonText.string(mode));
        members.put("operator", JsonText.string(operator));
        return JsonText.object(members);
    }
}
