package dev.multimail.functions.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an approver is shown about one pending message or action. Every text is taken as hostile.
 *
 * @param mailboxAddress the agent's own address
 * @param agentName the mailbox's display name
 * @param operator who answers for the agent
 * @param mode the oversight mode by its wire name, such as {@code gated_send}
 * @param kind {@code email} (leaves), {@code inbound} (came in and waits to be released) or {@code action}
 * @param fromLine the From header as recipients see it
 * @param to the exact recipients, each {@code a@x} or {@code Name <a@x>}; likewise {@code cc} and {@code bcc}
 * @param subject one line
 * @param text the text part, or an action's description
 * @param html the HTML part, where there is one
 * @param expiresAt when the wait ends, if it does
 * @param contentHash SHA-256 in hex over what would be sent
 * @param test the message ends at a transport that keeps it
 * @param inReplyToText the message that is being answered, written by strangers
 * @param warnings sentences from {@link LookAlikes} and from the parser
 */
public record ApprovalView(
        String mailboxAddress,
        String agentName,
        String operator,
        String mode,
        String kind,
        String fromLine,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        String subject,
        String text,
        @Nullable String html,
        List<AttachmentLine> attachments,
        Instant createdAt,
        @Nullable Instant expiresAt,
        String messageId,
        String contentHash,
        boolean test,
        @Nullable String inReplyToText,
        List<String> warnings) {
    public ApprovalView {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        attachments = List.copyOf(attachments);
        warnings = List.copyOf(warnings);
    }
}
