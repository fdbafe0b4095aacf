package dev.multimail.token;

import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Digests and comparisons of secrets. A token is uniformly random, so a plain SHA-256 hides it and a slow password hash
 * would add nothing.
 */
public final class TokenDigest {
    private TokenDigest() {}

    /** The SHA-256 of a secret's UTF-8 bytes, 64 lower-case hex characters (FIPS 180-4). */
    public static String of(String secret) {
        return Octets.owning(secret.getBytes(StandardCharsets.UTF_8)).sha256();
    }

    /** Whether two secrets are the same, in a time that does not tell where they differ. */
    public static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
