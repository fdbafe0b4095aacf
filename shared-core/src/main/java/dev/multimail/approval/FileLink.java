package dev.multimail.approval;

import dev.multimail.id.MessageId;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that gives out one attachment to whoever has it, for an hour. The text is {@code fil_<base64url
 * payload>.<key id>.<base64url MAC>}.
 */
public record FileLink(MessageId message, String fileName, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final String PREFIX = "fil_";
    private static final int LONGEST = 2_000;
    // Separates these MACs from those of approval links, page nonces and codes.
    private static final String DOMAIN = "file link\0";

    /** The link's text. */
    public static String sign(FileLink link, ApprovalLink.Keys keys) {
        String payload = link.message + "\n" + link.expiresAt.getEpochSecond() + "\n" + link.fileName;
        Octets mac = keys.mac(keys.current(), text(payload)).orElseThrow();
        return PREFIX
                + ApprovalLink.encode(payload.getBytes(StandardCharsets.UTF_8))
                + "." + keys.current()
                + "." + ApprovalLink.encode(mac.toByteArray());
    }

    /** Whether a text has the beginning of a link; what has not is refused without looking at any key. */
    public static boolean resembles(String token) {
        return token.startsWith(PREFIX);
    }

    /** Reads a link that this service signed and whose time is not over; empty for everything else. */
    public static Optional<FileLink> open(String token, ApprovalLink.Keys keys, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > LONGEST || !token.startsWith(PREFIX) || parts.length != 3) {
            return Optional.empty();
        }
        Optional<byte[]> payload = ApprovalLink.decode(parts[0].substring(PREFIX.length()));
        Optional<byte[]> mac = ApprovalLink.decode(parts[2]);
        if (payload.isEmpty() || mac.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(payload.get(), StandardCharsets.UTF_8);
        boolean authentic = keys.mac(parts[1], text(text))
                .filter(expected -> MessageDigest.isEqual(expected.toByteArray(), mac.get()))
                .isPresent();
        return authentic ? read(text).filter(link -> now.isBefore(link.expiresAt)) : Optional.empty();
    }

    private static Optional<FileLink> read(String payload) {
        String[] lines = payload.split("\n", 3);
        return MessageId.parse(lines[0])
                .map(id -> new FileLink(id, lines[2], Instant.ofEpochSecond(Long.parseLong(lines[1]))));
    }

    private static Octets text(String payload) {
        return Octets.owning((DOMAIN + payload).getBytes(StandardCharsets.UTF_8));
    }
}
