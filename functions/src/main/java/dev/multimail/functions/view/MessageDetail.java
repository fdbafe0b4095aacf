package dev.multimail.functions.view;

import dev.multimail.functions.wiring.Settings;
import dev.multimail.mail.AttachmentInfo;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as reading it shows it: the summary, the text, and the list of attachments. */
public final class MessageDetail {
    private MessageDetail() {}

    /** The detail of a message; without bytes (a held action, or a body that was deleted) the text is empty. */
    public static Map<String, Object> of(Message message, @Nullable Octets raw, Settings settings) {
        Map<String, Object> view = new LinkedHashMap<>(Views.summary(message));
        ParsedMail mail = raw == null ? null : MimeParser.parse(raw);
        String text = mail == null ? "" : mail.text();
        view.put("markdown", text);
        view.put("text_body", text);
        view.put("body", text);
        if (mail != null && mail.html() != null) {
            view.put("html_body", mail.html());
        }
        view.put(
                "attachments",
                mail == null
                        ? List.of()
                        : mail.attachments().stream()
                                .map(MessageDetail::attachment)
                                .toList());
        view.put("content_hash", message.contentHash());
        if (message.state().waitsForPerson()) {
            view.put("approval_url", Views.approvalUrl(settings, message));
        }
        return view;
    }

    private static Map<String, Object> attachment(AttachmentInfo info) {
        return Map.of(
                "name", info.name(),
                "filename", info.name(),
                "content_type", info.contentType(),
                "size", info.size(),
                "size_bytes", info.size());
    }
}
