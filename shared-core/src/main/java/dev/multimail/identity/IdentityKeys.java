package dev.multimail.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * P-256 key pairs, made and turned to text and back: PKCS#8 (RFC 5208) and SubjectPublicKeyInfo (RFC 5280 §4.1), in
 * base64.
 */
public final class IdentityKeys {
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private IdentityKeys() {}

    /** A fresh P-256 key pair. */
    public static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** A private key as base64 of PKCS#8, or a public key as base64 of X.509's SubjectPublicKeyInfo. */
    public static String encode(Key key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /**
     * The key pair of two encoded keys.
     *
     * @throws IllegalArgumentException if one of them is not a P-256 key; the message never quotes it
     */
    public static KeyPair pair(String pkcs8, String x509) {
        return new KeyPair(publicKey(x509), privateKey(pkcs8));
    }

    /**
     * The private key of its encoded form.
     *
     * @throws IllegalArgumentException if it is not the base64 of a P-256 private key in PKCS#8
     */
    public static PrivateKey privateKey(String pkcs8) {
        try {
            return onP256(factory()
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 private key", e);
        }
    }

    /**
     * The public key of its encoded form.
     *
     * @throws IllegalArgumentException if it is not the base64 of a P-256 public key in X.509 form
     */
    public static PublicKey publicKey(String x509) {
        try {
            return onP256(factory()
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(x509))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 public key", e);
        }
    }

    /** The same key, if its curve is P-256. */
    static <K extends Key> K onP256(K key) {
        if (key instanceof ECKey curve && P256_ORDER.equals(curve.getParams().getOrder())) {
            return key;
        }
        throw new IllegalArgumentException("not a P-256 key");
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC");
    }
}
