package dev.multimail.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdentityKeysTest {
    private static final Pattern COORDINATES =
            Pattern.compile("\"x\":\"([A-Za-z0-9_-]{43})\",\"y\":\"([A-Za-z0-9_-]{43})\"");

    @Test
    void keysSurviveTheirTextForm() {
        KeyPair keys = IdentityKeys.generate(new SecureRandom());
        KeyPair again =
                IdentityKeys.pair(IdentityKeys.encode(keys.getPrivate()), IdentityKeys.encode(keys.getPublic()));
        IdentityClaims claims =
                new IdentityClaims("a@x.example", "Acme", "monitored", "msg_1", "00", true, Instant.EPOCH, null);
        assertThat(IdentitySigner.verify(new IdentitySigner(again, "k").sign(claims), keys.getPublic()))
                .isTrue();
        assertThat(again.getPublic()).isEqualTo(keys.getPublic());
    }

    @Test
    void refusesOtherKeysAndOtherText() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair good = IdentityKeys.generate(new SecureRandom());
        String wrong = IdentityKeys.encode(rsa.getPrivate());
        assertThatThrownBy(() -> IdentityKeys.privateKey(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IdentityKeys.publicKey(IdentityKeys.encode(rsa.getPublic())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IdentityKeys.publicKey("not base64")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IdentityKeys.publicKey(IdentityKeys.encode(good.getPrivate())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePublishedCoordinatesAreTheKey() throws GeneralSecurityException {
        // One coordinate in 128 is short by a byte: 300 keys hold some whose leading zeros must stay.
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 300; i++) {
            PublicKey key = IdentityKeys.generate(random).getPublic();
            Matcher matcher = COORDINATES.matcher(Jwks.of(key, "k"));
            assertThat(matcher.find()).isTrue();
            ECPoint point = new ECPoint(number(matcher.group(1)), number(matcher.group(2)));
            PublicKey again = KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, ((ECPublicKey) key).getParams()));
            assertThat(again).isEqualTo(key);
        }
    }

    @Test
    void theSetListsEachKeyOnceSortedByItsId() {
        PublicKey key = IdentityKeys.generate(new SecureRandom()).getPublic();
        String one = Jwks.of(key, "a");
        assertThat(one)
                .startsWith("{\"keys\":[{\"alg\":\"ES256\",\"crv\":\"P-256\",\"kid\":\"a\","
                        + "\"kty\":\"EC\",\"use\":\"sig\",\"x\":\"")
                .endsWith("\"}]}");
        assertThat(Jwks.of(Map.of("b", key, "a", key)))
                .isEqualTo(one.replace("]}", "," + one.substring(9).replace("\"kid\":\"a\"", "\"kid\":\"b\"")));
    }

    private static BigInteger number(String base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
    }
}
