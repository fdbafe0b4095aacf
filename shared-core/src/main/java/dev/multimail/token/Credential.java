package dev.multimail.token;

import dev.multimail.policy.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as the store keeps it: never the token itself.
 *
 * @param id for example {@code tok_…}, for people and the audit log
 * @param digest the SHA-256 of the token in hex
 * @param prefix the token's first characters, so that people recognise it
 * @param principal who calls with it
 * @param revokedAt when it was revoked, or null
 */
public record Credential(
        String id,
        String name,
        String digest,
        String prefix,
        Principal principal,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    public boolean active() {
        return revokedAt == null;
    }
}
