package dev.multimail.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The address at which the owner of a new account makes its first key, once.
 *
 * @param id names the link: the key that it makes is named after it, so there is one at most
 */
public record OwnerLink(String accountId, String id, Instant expiresAt) {
    public static final Duration LIFETIME = Duration.ofDays(7);

    private static final String PREFIX = "own_";
    private static final String DOMAIN = "owner link\0";

    public static String sign(OwnerLink link, ApprovalLink.Keys keys) {
        String payload = link.accountId + "\n" + link.id + "\n" + link.expiresAt.getEpochSecond();
        return SignedLink.sign(PREFIX, DOMAIN, payload, keys);
    }

    /** Whether a text has the beginning of a link; what has not is refused without looking at any key. */
    public static boolean resembles(String token) {
        return token.startsWith(PREFIX);
    }

    /** Reads a link that this service signed and whose time is not over; empty for everything else. */
    public static Optional<OwnerLink> open(String token, ApprovalLink.Keys keys, Instant now) {
        return SignedLink.open(PREFIX, DOMAIN, token, keys)
                .map(payload -> payload.split("\n", 3))
                .map(lines -> new OwnerLink(lines[0], lines[1], Instant.ofEpochSecond(Long.parseLong(lines[2]))))
                .filter(link -> now.isBefore(link.expiresAt));
    }
}
