package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Builds a mail from a draft (RFC 5322, RFC 2045). The same draft gives the same octets, so that what a person approved
 * is what is sent: boundaries derive from the message id and the content, and Date is added at sending. Lines end in
 * CRLF only; every octet is ASCII.
 */
public final class MimeBuilder {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,100}"
            + "( ?; ?[A-Za-z0-9-]{1,40}=([A-Za-z0-9!#$&^_.+-]{1,70}|\"[^\"\\\\\\p{Cntrl}]{0,70}\")){0,8}");
    private static final Pattern NAME_PARAMETER =
            Pattern.compile("; ?name=([^\";]*|\"[^\"]*\")", Pattern.CASE_INSENSITIVE);

    /** What a draft says in its own fields, or must not say. */
    private static final Set<String> RESERVED = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "subject",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "return-path",
            "received");

    /** A part: its own header lines and its encoded content. */
    private record Part(String headers, Octets content) {}

    private MimeBuilder() {}

    /**
     * The raw mail, without Bcc and Date.
     *
     * @throws Problem {@code header_injection} if a header's text holds a control character or a message id is not one;
     *     {@code invalid_attachment} if an attachment has no name or no media type; {@code invalid_field} if an extra
     *     header is one that the draft has a field for
     */
    public static Octets build(Draft draft) {
        HeaderLines headers = new HeaderLines();
        headers.addresses("From", List.of(draft.from()));
        if (!draft.to().isEmpty()) {
            headers.addresses("To", draft.to());
        } else if (draft.cc().isEmpty()) {
            headers.add("To: undisclosed-recipients:;\r\n");
        }
        if (!draft.cc().isEmpty()) {
            headers.addresses("Cc", draft.cc());
        }
        headers.text("Subject", draft.subject());
        headers.messageIds("Message-ID", List.of(draft.messageId()));
        String inReplyTo = draft.inReplyTo();
        if (inReplyTo != null) {
            headers.messageIds("In-Reply-To", List.of(inReplyTo));
        }
        if (!draft.references().isEmpty()) {
            headers.messageIds("References", draft.references());
        }
        draft.extraHeaders().forEach(header -> extra(headers, header));
        headers.add("MIME-Version: 1.0\r\n");

        Part root = root(draft);
        headers.add(root.headers());
        headers.add("\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream(root.content().size() + 2048);
        out.writeBytes(headers.toString().getBytes(US_ASCII));
        out.writeBytes(root.content().toByteArray());
        if (!endsWithLineBreak(root.content().toByteArray())) {
            out.writeBytes("\r\n".getBytes(US_ASCII));
        }
        return Octets.owning(out.toByteArray());
    }

    private static void extra(HeaderLines headers, Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        if (RESERVED.contains(name) || name.startsWith("content-")) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "The header " + HeaderText.clean(header.name()) + " cannot be set as an extra one.");
        }
        headers.token(header.name(), header.value());
    }

    private static Part root(Draft draft) {
        Part body = body(draft);
        if (draft.attachments().isEmpty()) {
            return body;
        }
        List<Part> parts = new ArrayList<>();
        parts.add(body);
        draft.attachments().forEach(attachment -> parts.add(attachment(attachment)));
        return multipart("mixed", draft.messageId(), parts);
    }

    private static Part body(Draft draft) {
        return switch (draft.body()) {
            case Body.Text(String text) -> text("plain", text);
            case Body.Markdown(String source) -> alternative(draft.messageId(), source, MarkdownHtml.document(source));
            case Body.Html(String html, String text) ->
                alternative(draft.messageId(), text == null ? HtmlText.toMarkdown(html) : text, html);
        };
    }

    private static Part alternative(String messageId, String text, String html) {
        return multipart("alternative", messageId, List.of(text("plain", text), text("html", html)));
    }

    private static Part text(String subtype, String text) {
        TransferEncoding encoding = TransferEncoding.ofText(text);
        return part("text/" + subtype + "; charset=utf-8", "", encoding);
    }

    private static Part attachment(Attachment attachment) {
        String name = attachment.name();
        HeaderText.requireSafe("attachments.name", name);
        HeaderText.requireSafe("attachments.content_type", attachment.contentType());
        if (name.isBlank()) {
            throw Problem.of(ErrorCode.INVALID_ATTACHMENT, "An attachment has no name.");
        }
        if (!MEDIA_TYPE.matcher(attachment.contentType()).matches()) {
            throw Problem.of(ErrorCode.INVALID_ATTACHMENT, "Not a media type: " + attachment.contentType());
        }
        String mediaType =
                NAME_PARAMETER.matcher(attachment.contentType()).replaceAll("").replaceAll(" ?; ?", ";\r\n ");
        String lower = mediaType.toLowerCase(Locale.ROOT);
        if (lower.startsWith("message/") || lower.startsWith("multipart/")) {
            // These types may not be base64 (RFC 2045 §6.4), and only base64 keeps any octets as they are.
            mediaType = "application/octet-stream";
        }
        String disposition = "Content-Disposition: attachment" + FileNames.filenameParameter(name) + "\r\n";
        return part(
                mediaType + FileNames.nameParameter(name),
                disposition,
                TransferEncoding.ofBytes(attachment.content().toByteArray()));
    }

    private static Part part(String contentType, String more, TransferEncoding encoding) {
        String headers = "Content-Type: " + contentType + "\r\n" + "Content-Transfer-Encoding: " + encoding.name()
                + "\r\n" + more;
        return new Part(headers, encoding.encoded());
    }

    private static Part multipart(String subtype, String messageId, List<Part> parts) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.writeBytes((subtype + "\n" + messageId + "\n").getBytes(UTF_8));
        parts.forEach(part -> seed.writeBytes((part.headers() + part.content().sha256()).getBytes(UTF_8)));
        // "=_" stands in no base64 and no quoted-printable text; the digest of the content itself is in no 7bit text
        // either.
        String boundary = "=_" + Octets.owning(seed.toByteArray()).sha256().substring(0, 40);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            out.writeBytes(("--" + boundary + "\r\n" + part.headers() + "\r\n").getBytes(US_ASCII));
            out.writeBytes(part.content().toByteArray());
            out.writeBytes("\r\n".getBytes(US_ASCII));
        }
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(US_ASCII));
        String headers = "Content-Type: multipart/" + subtype + ";\r\n boundary=\"" + boundary + "\"\r\n";
        return new Part(headers, Octets.owning(out.toByteArray()));
    }

    private static boolean endsWithLineBreak(byte[] bytes) {
        return bytes.length > 1 && bytes[bytes.length - 2] == '\r' && bytes[bytes.length - 1] == '\n';
    }
}
