package dev.multimail.approval;

import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The text of a link that this service signed: {@code <prefix><base64url payload>.<key id>.<base64url MAC>}. Each kind
 * of link has a prefix and a domain of its own, so that no link of one kind is one of another.
 */
final class SignedLink {
    private static final int LONGEST = 2_000;

    private SignedLink() {}

    static String sign(String prefix, String domain, String payload, ApprovalLink.Keys keys) {
        Octets mac = keys.mac(keys.current(), text(domain, payload)).orElseThrow();
        return prefix
                + ApprovalLink.encode(payload.getBytes(StandardCharsets.UTF_8))
                + "." + keys.current()
                + "." + ApprovalLink.encode(mac.toByteArray());
    }

    /** The payload of a link that this service signed; empty for everything else. */
    static Optional<String> open(String prefix, String domain, String token, ApprovalLink.Keys keys) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > LONGEST || !token.startsWith(prefix) || parts.length != 3) {
            return Optional.empty();
        }
        Optional<byte[]> payload = ApprovalLink.decode(parts[0].substring(prefix.length()));
        Optional<byte[]> mac = ApprovalLink.decode(parts[2]);
        if (payload.isEmpty() || mac.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(payload.get(), StandardCharsets.UTF_8);
        boolean authentic = keys.mac(parts[1], text(domain, text))
                .filter(expected -> MessageDigest.isEqual(expected.toByteArray(), mac.get()))
                .isPresent();
        return authentic ? Optional.of(text) : Optional.empty();
    }

    private static Octets text(String domain, String payload) {
        return Octets.owning((domain + payload).getBytes(StandardCharsets.UTF_8));
    }
}
