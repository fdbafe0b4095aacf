package dev.multimail.functions.outbound;

import dev.multimail.functions.field.Limits;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.Body;
import dev.multimail.mail.HeaderText;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of what a caller asks to be sent. Each failure names the field and changes nothing. */
final class Checks {
    /** Encoders that wrap their lines are welcome (RFC 2045 §6.8); any other stray character is a mistake. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+");

    private Checks() {}

    /** Reads recipients, each {@code a@x} or {@code Name <a@x>}. */
    static List<NamedAddress> recipients(String field, @Nullable List<String> given) {
        List<NamedAddress> recipients = new ArrayList<>();
        for (@Nullable String text : given == null ? List.<String>of() : given) {
            if (text == null) {
                throw invalid(field, field + " holds null.");
            }
            HeaderText.requireSafe(field, text);
            recipients.add(recipient(text));
        }
        return recipients;
    }

    static void requireSomebody(List<NamedAddress> to, List<NamedAddress> cc, List<NamedAddress> bcc) {
        int count = to.size() + cc.size() + bcc.size();
        if (to.isEmpty()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "to names no recipient.", "field", "to");
        }
        if (count > Limits.RECIPIENTS) {
            throw Problem.of(
                    ErrorCode.TOO_MANY_RECIPIENTS,
                    "A message has at most " + Limits.RECIPIENTS + " recipients; this one has " + count + ".");
        }
    }

    static String subject(@Nullable String subject) {
        if (subject == null || subject.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "subject is missing or empty.", "field", "subject");
        }
        HeaderText.requireSafe("subject", subject);
        if (subject.length() > Limits.SUBJECT) {
            throw Problem.of(ErrorCode.SUBJECT_TOO_LONG);
        }
        return subject;
    }

    static Body body(Submission submission) {
        String markdown = submission.markdown() != null ? submission.markdown() : submission.body();
        String text = submission.text();
        String html = submission.html();
        for (@Nullable String part : new String[] {submission.markdown(), submission.body(), text, html}) {
            if (part != null && part.length() > Limits.BODY) {
                throw Problem.of(ErrorCode.BODY_TOO_LARGE);
            }
        }
        if (submission.markdown() != null && submission.body() != null) {
            throw invalid("body", "Give markdown or body, not both: they mean the same.");
        }
        if (markdown != null && (text != null || html != null)) {
            throw invalid("body", "Give the body once: as markdown, as text, or as html with text beside it.");
        }
        if (html != null && !html.isBlank()) {
            return new Body.Html(html, text);
        }
        if (markdown != null && !markdown.isBlank()) {
            return new Body.Markdown(markdown);
        }
        if (text != null && !text.isBlank()) {
            return new Body.Text(text);
        }
        throw Problem.of(ErrorCode.MISSING_FIELD, "The body is missing: give markdown, text or html.", "field", "body");
    }

    static List<Attachment> attachments(@Nullable List<Submission.File> files) {
        List<Attachment> attachments = new ArrayList<>();
        long total = 0;
        for (Submission.@Nullable File file : files == null ? List.<Submission.File>of() : files) {
            if (file == null || file.contentBase64() == null) {
                throw Problem.of(ErrorCode.INVALID_ATTACHMENT);
            }
            String name = file.name() != null ? file.name() : file.filename();
            if (name == null || name.isBlank() || name.length() > Limits.ATTACHMENT_NAME) {
                throw Problem.of(ErrorCode.INVALID_ATTACHMENT, "An attachment's name has from 1 to 255 characters.");
            }
            HeaderText.requireSafe("attachments.name", name);
            byte[] content = decode(name, file.contentBase64());
            total += content.length;
            if (total > Limits.ATTACHMENT_BYTES) {
                throw Problem.of(ErrorCode.ATTACHMENT_TOO_LARGE);
            }
            attachments.add(new Attachment(name, contentType(file), Octets.owning(content)));
        }
        if (attachments.size() > Limits.ATTACHMENTS) {
            throw invalid("attachments", "A message has at most " + Limits.ATTACHMENTS + " attachments.");
        }
        return attachments;
    }

    static Map<String, String> metadata(@Nullable Map<String, String> metadata) {
        if (metadata == null) {
            return Map.of();
        }
        boolean fits = metadata.size() <= Limits.METADATA_ENTRIES
                && metadata.entrySet().stream()
                        .allMatch(entry -> !entry.getKey().isBlank()
                                && entry.getKey().length() <= Limits.METADATA_TEXT
                                && entry.getValue() != null
                                && entry.getValue().length() <= Limits.METADATA_TEXT);
        if (!fits) {
            throw invalid(
                    "metadata",
                    "metadata has at most " + Limits.METADATA_ENTRIES
                            + " entries of text, each name and value with at most " + Limits.METADATA_TEXT
                            + " characters.");
        }
        return metadata;
    }

    static @Nullable Instant sendAt(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text);
            if (at.isAfter(now.plus(Limits.SCHEDULE))) {
                throw invalid("send_at", "send_at is at most 365 days ahead.");
            }
            return at;
        } catch (DateTimeException e) {
            throw invalid("send_at", "send_at is a time such as 2027-01-01T00:00:00Z.");
        }
    }

    static @Nullable GateTiming gateTiming(@Nullable String text) {
        return text == null
                ? null
                : GateTiming.parse(text)
                        .orElseThrow(() -> invalid("gate_timing", "gate_timing is gate_first or schedule_first."));
    }

    static @Nullable String idempotencyKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > Limits.IDEMPOTENCY_KEY)) {
            throw invalid("idempotency_key", "An idempotency key has from 1 to 256 characters.");
        }
        return key;
    }

    private static NamedAddress recipient(String text) {
        int open = text.lastIndexOf('<');
        if (open < 0 || !text.strip().endsWith(">")) {
            return new NamedAddress(null, Address.parse(text));
        }
        String stripped = text.strip();
        String name = stripped.substring(
                        0, open - (text.length() - text.stripLeading().length()))
                .strip()
                .replaceAll("^\"|\"$", "");
        Address address = Address.parse(text.substring(open + 1, text.lastIndexOf('>')));
        return new NamedAddress(name.isEmpty() ? null : name, address);
    }

    private static byte[] decode(String name, String base64) {
        try {
            return Base64.getDecoder()
                    .decode(LINE_ENDS
                            .matcher(base64)
                            .replaceAll("")
                            .replace('-', '+')
                            .replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                    ErrorCode.INVALID_ATTACHMENT, "The content of an attachment is not base64.", "attachment", name);
        }
    }

    private static String contentType(Submission.File file) {
        String type = file.contentType();
        if (type == null || type.isBlank()) {
            return "application/octet-stream";
        }
        HeaderText.requireSafe("attachments.content_type", type);
        if (!type.matches("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(;.{0,200})?")) {
            throw Problem.of(ErrorCode.INVALID_ATTACHMENT, "content_type is a type such as application/pdf.");
        }
        return type;
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
