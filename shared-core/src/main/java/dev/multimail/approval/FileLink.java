package dev.multimail.approval;

import dev.multimail.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An address that gives out one attachment to whoever has it, for an hour. */
public record FileLink(MessageId message, String fileName, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final String PREFIX = "fil_";
    private static final String DOMAIN = "file link\0";

    /** The link's text. */
    public static String sign(FileLink link, ApprovalLink.Keys keys) {
        String payload = link.message + "\n" + link.expiresAt.getEpochSecond() + "\n" + link.fileName;
        return SignedLink.sign(PREFIX, DOMAIN, payload, keys);
    }

    /** Whether a text has the beginning of a link; what has not is refused without looking at any key. */
    public static boolean resembles(String token) {
        return token.startsWith(PREFIX);
    }

    /** Reads a link that this service signed and whose time is not over; empty for everything else. */
    public static Optional<FileLink> open(String token, ApprovalLink.Keys keys, Instant now) {
        return SignedLink.open(PREFIX, DOMAIN, token, keys)
                .flatMap(FileLink::read)
                .filter(link -> now.isBefore(link.expiresAt));
    }

    private static Optional<FileLink> read(String payload) {
        String[] lines = payload.split("\n", 3);
        return MessageId.parse(lines[0])
                .map(id -> new FileLink(id, lines[2], Instant.ofEpochSecond(Long.parseLong(lines[1]))));
    }
}
