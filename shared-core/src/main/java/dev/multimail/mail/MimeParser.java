package dev.multimail.mail;

import dev.multimail.identity.IdentityClaims;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;

/**
 * Reads received mail. It never throws, whatever the octets: a mail that is cut, malformed beyond repair or over a
 * limit (nesting 100, less in a mail of many megabytes, parts 500, header fields 1,000 a part, 100,000 octets a field,
 * 1 MiB of header in all) says so and gives what could be read. An attached mail ({@code message/rfc822}) is an
 * attachment and is not looked into.
 */
public final class MimeParser {
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    private static final Pattern END_OF_KEYWORD = Pattern.compile("[;(\\s].*");

    private MimeParser() {}

    /** The mail as it reads. */
    public static ParsedMail parse(Octets raw) {
        EntityReader.Read read = EntityReader.read(raw);
        HeaderFields header = read.header();
        String html = ReadableText.html(read.root());
        List<AttachmentInfo> attachments = new ArrayList<>();
        for (Attachment attachment : attachments(read.root())) {
            attachments.add(new AttachmentInfo(
                    attachment.name(),
                    attachment.contentType(),
                    attachment.content().size()));
        }
        List<String> messageIds = header.messageIds("Message-ID");
        return new ParsedMail(
                read.complete(),
                messageIds.isEmpty() ? null : messageIds.getFirst(),
                header.messageIds("In-Reply-To"),
                header.messageIds("References"),
                firstAddress(header, "From"),
                AddressList.parse(header.first("To")),
                AddressList.parse(header.first("Cc")),
                firstAddress(header, "Reply-To"),
                header.text("Subject"),
                date(header.first("Date")),
                ReadableText.of(read.root()),
                html.isEmpty() ? null : html,
                attachments,
                isAutomatic(header));
    }

    /** The attachment that {@link #parse} lists under this name, with its content. */
    public static Optional<Attachment> attachment(Octets raw, String name) {
        return attachments(EntityReader.read(raw).root()).stream()
                .filter(attachment -> attachment.name().equals(name))
                .findFirst();
    }

    private static List<Attachment> attachments(Entity root) {
        List<Attachment> attachments = new ArrayList<>();
        collect(root, new AttachmentNames(), attachments);
        return attachments;
    }

    private static void collect(Entity entity, AttachmentNames names, List<Attachment> into) {
        switch (entity) {
            case Entity.Multipart multipart -> multipart.parts().forEach(part -> collect(part, names, into));
            case Entity.Leaf leaf -> {
                if (!leaf.isText()) {
                    String name = names.next(leaf.fileName(), leaf.mediaType());
                    into.add(new Attachment(name, leaf.mediaType(), leaf.content()));
                }
            }
        }
    }

    private static @Nullable NamedAddress firstAddress(HeaderFields header, String name) {
        List<NamedAddress> addresses = AddressList.parse(header.first(name));
        return addresses.isEmpty() ? null : addresses.getFirst();
    }

    private static @Nullable Instant date(String value) {
        Date date = DateTimeFieldLenientImpl.PARSER
                .parse(new RawField("Date", value), DecodeMonitor.SILENT)
                .getDate();
        return date == null ? null : date.toInstant();
    }

    private static boolean isAutomatic(HeaderFields header) {
        return header.all("Auto-Submitted").stream()
                        .map(MimeParser::keyword)
                        .anyMatch(keyword -> !keyword.isEmpty() && !keyword.equals("no"))
                || header.all("Precedence").stream().map(MimeParser::keyword).anyMatch(BULK::contains)
                // An agent of MultiMail wrote it: two of them must not answer each other for ever.
                || !header.all(IdentityClaims.HEADER).isEmpty();
    }

    private static String keyword(String value) {
        return END_OF_KEYWORD.matcher(value.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    }
}
