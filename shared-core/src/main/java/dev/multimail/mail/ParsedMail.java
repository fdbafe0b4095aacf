package dev.multimail.mail;

import dev.multimail.message.NamedAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A received mail as it reads. Everything in it was written by the sender and proves nothing.
 *
 * <p>Where a header that may stand once stands twice (RFC 5322 §3.6), the first one counts. Addresses that
 * {@code Address} refuses are left out. Names and subject hold no control characters; message ids stand without angle
 * brackets.
 *
 * @param readable false if the mail was cut, malformed beyond repair or over a limit: the rest is what could be read
 * @param text what an agent reads, lines ended by LF: the plain text, or for HTML-only mail the HTML as Markdown
 * @param html the raw HTML body, if there is one; never safe to show unsanitized
 * @param automatic whether a machine says it sent this: {@code Auto-Submitted} other than {@code no} (RFC 3834 §5), or
 *     {@code Precedence} bulk, list or junk, or an agent's {@code X-MultiMail-Identity}
 */
public record ParsedMail(
        boolean readable,
        @Nullable String messageId,
        List<String> inReplyTo,
        List<String> references,
        @Nullable NamedAddress from,
        List<NamedAddress> to,
        List<NamedAddress> cc,
        @Nullable NamedAddress replyTo,
        String subject,
        @Nullable Instant date,
        String text,
        @Nullable String html,
        List<AttachmentInfo> attachments,
        boolean automatic) {
    public ParsedMail {
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
    }
}
