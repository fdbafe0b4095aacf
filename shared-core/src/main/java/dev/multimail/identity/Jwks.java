package dev.multimail.identity;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The published set of verification keys (RFC 7517 §5), each an EC key on P-256 (RFC 7518 §6.2.1). */
public final class Jwks {
    private static final int COORDINATE_LENGTH = 32;

    private Jwks() {}

    /** The set of one key. */
    public static String of(PublicKey key, String keyId) {
        return of(Map.of(keyId, key));
    }

    /**
     * The set of several keys by their ids, sorted by id: a retired key stays published while mail that it signed is
     * read.
     *
     * @throws IllegalArgumentException if one is not a P-256 public key
     */
    public static String of(Map<String, PublicKey> keysById) {
        String keys = new TreeMap<>(keysById)
                .entrySet().stream()
                        .map(entry -> key(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(","));
        return "{\"keys\":[" + keys + "]}";
    }

    /**
     * The key of a set's member by its two coordinates, as {@link #of} writes them.
     *
     * @throws IllegalArgumentException if they are not a point on P-256
     */
    public static PublicKey key(String x, String y) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(number(x), number(y));
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 public key", e);
        }
    }

    private static BigInteger number(String coordinate) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(coordinate));
    }

    private static String key(PublicKey key, String keyId) {
        if (!(IdentityKeys.onP256(key) instanceof ECPublicKey point)) {
            throw new IllegalArgumentException("not a public key");
        }
        SortedMap<String, String> members = new TreeMap<>();
        members.put("alg", JsonText.string("ES256"));
        members.put("crv", JsonText.string("P-256"));
        members.put("kid", JsonText.string(keyId));
        members.put("kty", JsonText.string("EC"));
        members.put("use", JsonText.string("sig"));
        members.put("x", JsonText.string(coordinate(point.getW().getAffineX())));
        members.put("y", JsonText.string(coordinate(point.getW().getAffineY())));
        return JsonText.object(members);
    }

    /** Always the field's full 32 bytes, leading zeros too (RFC 7518 §6.2.1.2). */
    private static String coordinate(BigInteger value) {
        byte[] signed = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_LENGTH];
        int length = Math.min(signed.length, COORDINATE_LENGTH);
        System.arraycopy(signed, signed.length - length, fixed, COORDINATE_LENGTH - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
