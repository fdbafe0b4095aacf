package dev.multimail.mail;

import dev.multimail.message.NamedAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail before it is built. Message ids stand without angle brackets. There is no Bcc: blind recipients belong to the
 * envelope alone (RFC 5322 §3.6.3).
 */
public record Draft(
        NamedAddress from,
        List<NamedAddress> to,
        List<NamedAddress> cc,
        String subject,
        Body body,
        List<Attachment> attachments,
        String messageId,
        @Nullable String inReplyTo,
        List<String> references,
        List<Header> extraHeaders) {
    public Draft {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
        references = List.copyOf(references);
        extraHeaders = List.copyOf(extraHeaders);
    }
}
