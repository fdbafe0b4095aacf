package dev.multimail.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitySignerTest {
    private static final KeyPair KEYS = IdentityKeys.generate(new SecureRandom());
    private static final IdentitySigner SIGNER = new IdentitySigner(KEYS, "2026-01");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private static IdentityClaims claims(String operator, @Nullable String approvedBy) {
        return new IdentityClaims(
                "support@acme.example",
                operator,
                "gated_send",
                "msg_01",
                "ab".repeat(32),
                true,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                approvedBy);
    }

    @Test
    void theStatementIsACompactJws() {
        String jws = SIGNER.sign(claims("Acme", "cd".repeat(32)));
        List<String> parts = Arrays.asList(jws.split("\\.", -1));
        assertThat(jws).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}");
        assertThat(text(parts.get(0)))
                .isEqualTo("{\"alg\":\"ES256\",\"kid\":\"2026-01\",\"typ\":\"multimail-identity+jws\"}");
        assertThat(text(parts.get(1))).isEqualTo("""
                {"ai_generated":true,"approved_by":"%s","content_hash":"%s","iat":1767323045,\
                "mailbox":"support@acme.example","message_id":"msg_01","mode":"gated_send","operator":"Acme"}\
                """.formatted("cd".repeat(32), "ab".repeat(32)));
        assertThat(DECODER.decode(parts.get(2))).hasSize(64);
    }

    @Test
    void nobodyApprovedIsNotStatedAsSomebody() {
        assertThat(claims("Acme", null).json()).doesNotContain("approved_by").startsWith("{\"ai_generated\":true,");
    }

    @Test
    void aJwsVerifiesByTheKeyThatSignedItOnly() {
        String jws = SIGNER.sign(claims("Acme", null));
        assertThat(IdentitySigner.verify(jws, KEYS.getPublic())).isTrue();
        assertThat(IdentitySigner.verify(
                        jws, IdentityKeys.generate(new SecureRandom()).getPublic()))
                .isFalse();
    }

    @Test
    void theSignatureVerifiesByTheDerPathToo() throws GeneralSecurityException {
        // Short r and s (leading zero bytes) come once in 128 signatures: 300 hold some.
        for (int i = 0; i < 300; i++) {
            String jws = SIGNER.sign(claims("Acme " + i, null));
            int dot = jws.lastIndexOf('.');
            Signature der = Signature.getInstance("SHA256withECDSA");
            der.initVerify(KEYS.getPublic());
            der.update(jws.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            assertThat(der.verify(der(DECODER.decode(jws.substring(dot + 1))))).isTrue();
        }
    }

    @Test
    void anyFlippedBitIsRefused() {
        byte[] jws = SIGNER.sign(claims("Acme", null)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < jws.length * 8; i++) {
            byte[] changed = jws.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            String text = new String(changed, StandardCharsets.ISO_8859_1);
            assertThat(IdentitySigner.verify(text, KEYS.getPublic())).as(text).isFalse();
        }
    }

    @Test
    void noOtherHeaderThanItsOwnIsTaken() throws GeneralSecurityException {
        for (String header : List.of(
                "{\"alg\":\"none\",\"kid\":\"2026-01\",\"typ\":\"multimail-identity+jws\"}",
                "{\"alg\":\"HS256\",\"kid\":\"2026-01\",\"typ\":\"multimail-identity+jws\"}",
                "{\"alg\":\"ES256\",\"kid\":\"2026-01\",\"typ\":\"JWT\"}",
                "{\"alg\":\"ES256\",\"crit\":[\"x\"],\"kid\":\"2026-01\",\"typ\":\"multimail-identity+jws\"}",
                " {\"alg\":\"ES256\",\"kid\":\"2026-01\",\"typ\":\"multimail-identity+jws\"}")) {
            String signed = ENCODER.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + ".e30";
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            String jws = signed + "." + ENCODER.encodeToString(signature.sign());
            assertThat(IdentitySigner.verify(jws, KEYS.getPublic())).as(header).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "%s.", "%s.e30", "%s=", "%s\n", " %s"})
    void refusesWhatIsNoJws(String form) {
        String jws = SIGNER.sign(claims("Acme", null));
        assertThat(IdentitySigner.verify(form.formatted(jws), KEYS.getPublic())).isFalse();
    }

    @Test
    void refusesASignatureInDer() {
        String jws = SIGNER.sign(claims("Acme", null));
        int dot = jws.lastIndexOf('.') + 1;
        String der = ENCODER.encodeToString(der(DECODER.decode(jws.substring(dot))));
        assertThat(IdentitySigner.verify(jws.substring(0, dot) + der, KEYS.getPublic()))
                .isFalse();
    }

    @Test
    void refusesTheSignatureOfZeros() {
        String jws = SIGNER.sign(claims("Acme", null));
        String zeros = jws.substring(0, jws.lastIndexOf('.') + 1) + "A".repeat(86);
        assertThat(IdentitySigner.verify(zeros, KEYS.getPublic())).isFalse();
    }

    @Test
    void signsUnderNoOtherCurve() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair other = generator.generateKeyPair();
        PublicKey key = other.getPublic();
        assertThatThrownBy(() -> new IdentitySigner(other, "k")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jwks.of(key, "k")).isInstanceOf(IllegalArgumentException.class);
        assertThat(IdentitySigner.verify(SIGNER.sign(claims("Acme", null)), key))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "é"})
    void refusesAKeyIdThatNeedsEscaping(String keyId) {
        assertThatThrownBy(() -> new IdentitySigner(KEYS, keyId)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(String base64url) {
        return new String(DECODER.decode(base64url), StandardCharsets.UTF_8);
    }

    /** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3). */
    private static byte[] der(byte[] p1363) {
        byte[] r = new BigInteger(1, Arrays.copyOfRange(p1363, 0, 32)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(p1363, 32, 64)).toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (4 + r.length + s.length);
        der[2] = 2;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 2;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }
}
