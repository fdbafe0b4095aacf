package dev.multimail.token;

import dev.multimail.message.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104, FIPS 198-1): H((K ⊕ opad) ‖ H((K ⊕ ipad) ‖ text)). Written over {@link MessageDigest} so that
 * the domain needs {@code java.*} only; a test holds it to RFC 4231's vectors and to the platform's own
 * {@code HmacSHA256}.
 */
public final class HmacSha256 {
    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private HmacSha256() {}

    /** The 32 bytes that authenticate the parts, taken as one text, under the key. */
    public static Octets of(Octets key, Octets... parts) {
        byte[] keyBytes = key.toByteArray();
        byte[] block = Arrays.copyOf(keyBytes.length > BLOCK ? sha256().digest(keyBytes) : keyBytes, BLOCK);
        MessageDigest inner = sha256();
        inner.update(masked(block, INNER));
        for (Octets part : parts) {
            inner.update(part.toByteArray());
        }
        MessageDigest outer = sha256();
        outer.update(masked(block, OUTER));
        return Octets.owning(outer.digest(inner.digest()));
    }

    private static byte[] masked(byte[] block, byte mask) {
        byte[] masked = block.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask;
        }
        return masked;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
