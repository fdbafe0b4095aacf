package dev.multimail.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signed texts of one type: compact JWS (RFC 7515 §3.1) by ES256 (RFC 7518 §3.4), that is ECDSA on P-256 with SHA-256
 * and a signature of 64 bytes, r then s, not DER.
 */
public final class CompactJws {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_LENGTH = 64;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final PrivateKey key;
    private final String encodedHeader;

    /**
     * @param keyId names the key in the published set: 1 to 64 letters, digits, {@code _} or {@code -}
     * @param type what is signed: a statement of one type never passes for one of another
     * @throws IllegalArgumentException if the key is not on P-256 or the id has another form
     */
    public CompactJws(KeyPair keys, String keyId, String type) {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 64 letters, digits, '_' or '-'");
        }
        this.key = IdentityKeys.onP256(keys.getPrivate());
        SortedMap<String, String> header = new TreeMap<>();
        header.put("alg", JsonText.string("ES256"));
        header.put("kid", JsonText.string(keyId));
        header.put("typ", JsonText.string(type));
        this.encodedHeader = encode(JsonText.object(header).getBytes(StandardCharsets.UTF_8));
    }

    /** The compact JWS of a text: {@code header.payload.signature}, each base64url without padding. */
    public String sign(String text) {
        String signed = encodedHeader + "." + encode(text.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a P-256 key signs", e);
        }
    }

    /** The text that a statement carries, whether or not its signature is good; empty if it is no statement. */
    public static Optional<String> payload(String jws) {
        List<String> parts = Arrays.asList(jws.split("\\.", -1));
        if (parts.size() != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(decode(parts.get(1)), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Whether this text is a statement of this type that the holder of one of the keys, by their ids, signed. */
    public static boolean verify(String jws, String type, Map<String, PublicKey> keys) {
        List<String> parts = Arrays.asList(jws.split("\\.", -1));
        return keyId(parts.getFirst(), type)
                .map(keys::get)
                .filter(key -> verify(jws, type, key))
                .isPresent();
    }

    /**
     * Whether this text is a statement of this type that the holder of the key signed. Only the exact header that
     * {@link #sign} writes is taken, so no other algorithm can be asked for, and only base64url that encodes to itself
     * again.
     */
    public static boolean verify(String jws, String type, PublicKey key) {
        List<String> parts = Arrays.asList(jws.split("\\.", -1));
        if (parts.size() != 3) {
            return false;
        }
        try {
            byte[] ofMessage = decode(parts.get(2));
            if (keyId(parts.getFirst(), type).isEmpty()
                    || decode(parts.get(1)).length == 0
                    || ofMessage.length != SIGNATURE_LENGTH) {
                return false;
            }
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(IdentityKeys.onP256(key));
            signature.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(ofMessage);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<String> keyId(String encodedHeader, String type) {
        Pattern exact = Pattern.compile(
                "\\{\"alg\":\"ES256\",\"kid\":\"([A-Za-z0-9_-]{1,64})\",\"typ\":\"" + Pattern.quote(type) + "\"}");
        try {
            Matcher header = exact.matcher(new String(decode(encodedHeader), StandardCharsets.UTF_8));
            return header.matches() ? Optional.of(header.group(1)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        // The decoder ignores the unused bits of the last character: without this, several texts would carry one
        // signature.
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }
}
