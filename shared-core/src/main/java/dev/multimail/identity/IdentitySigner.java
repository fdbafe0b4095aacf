package dev.multimail.identity;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.function.BiFunction;

/** Signs what the service states about a message, as a {@link CompactJws} of a type of its own. */
public final class IdentitySigner {
    private static final String TYPE = "multimail-identity+jws";

    private final KeyPair keys;
    private final String keyId;
    private final CompactJws signer;

    /**
     * @param keyId names the key in the published set: 1 to 64 letters, digits, {@code _} or {@code -}
     * @throws IllegalArgumentException if the key is not on P-256 or the id has another form
     */
    public IdentitySigner(KeyPair keys, String keyId) {
        this.keys = keys;
        this.keyId = keyId;
        this.signer = new CompactJws(keys, keyId, TYPE);
    }

    /** The compact JWS of the claims: {@code header.payload.signature}, each base64url without padding. */
    public String sign(IdentityClaims claims) {
        return signer.sign(claims.json());
    }

    /** What signs statements of another type with the same key, such as seals. */
    public CompactJws signs(BiFunction<KeyPair, String, CompactJws> type) {
        return type.apply(keys, keyId);
    }

    /** Whether this text is a statement about a message that the holder of the key signed. */
    public static boolean verify(String jws, PublicKey key) {
        return CompactJws.verify(jws, TYPE, key);
    }
}
