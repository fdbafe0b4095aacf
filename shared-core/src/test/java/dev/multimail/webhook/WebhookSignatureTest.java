package dev.multimail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final Instant AT = Instant.ofEpochSecond(1_731_705_121);
    private static final String ID = "msg_loFOjxBNrRLzqYUf";
    private static final Octets PING = utf8("{\"event_type\":\"ping\",\"data\":{\"success\":true}}");
    private static final WebhookSecret WHSEC = new WebhookSecret("whsec_plJ3nmyCDGBKInavdOK15jsl");
    private static final WebhookSecret BROUGHT = new WebhookSecret("your_webhook_signing_secret");

    @Test
    void theHexSignatureIsKeyedWithTheWholeSecretAsText() throws GeneralSecurityException {
        for (WebhookSecret secret : List.of(WHSEC, BROUGHT)) {
            byte[] expected = mac(secret.value().getBytes(StandardCharsets.UTF_8), PING.toByteArray());
            assertThat(WebhookSignature.hex(secret, PING))
                    .isEqualTo(HexFormat.of().formatHex(expected))
                    .matches("[0-9a-f]{64}");
        }
    }

    @Test
    void theHexSignatureIsWhatPythonsHmacModuleComputes() {
        assertThat(WebhookSignature.hex(BROUGHT, utf8("{\"type\":\"email.received\"}")))
                .isEqualTo("e9aafa5879d375330ac8e9045d421b20850dee3682372ecdca0370ca57af22c0");
    }

    @Test
    void theStandardSignatureIsThePublishedExamples() {
        assertThat(WebhookSignature.standard(List.of(WHSEC), ID, AT, PING))
                .isEqualTo("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    }

    @Test
    void aSecretThatIsNotBase64KeysTheStandardSignatureAsText() throws GeneralSecurityException {
        byte[] signed = (ID + ".1731705121." + new String(PING.toByteArray(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        for (String value : List.of("your_webhook_signing_secret", "whsec_not base64 at all!")) {
            String expected = Base64.getEncoder().encodeToString(mac(value.getBytes(StandardCharsets.UTF_8), signed));
            assertThat(WebhookSignature.standard(List.of(new WebhookSecret(value)), ID, AT, PING))
                    .isEqualTo("v1," + expected);
        }
    }

    @Test
    void duringARotationTheStandardHeaderHoldsBothAndTheHexHeaderTheCurrent() {
        var headers = WebhookSignature.headers(List.of(WHSEC, BROUGHT), ID, AT, PING);
        assertThat(headers)
                .hasSize(4)
                .containsEntry("X-MultiMail-Signature", WebhookSignature.hex(WHSEC, PING))
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", "1731705121")
                .containsEntry(
                        "webhook-signature",
                        WebhookSignature.standard(List.of(WHSEC), ID, AT, PING)
                                + " "
                                + WebhookSignature.standard(List.of(BROUGHT), ID, AT, PING));
    }

    @Test
    void theStandardSignatureBindsIdAndTime() {
        String signature = WebhookSignature.standard(List.of(WHSEC), ID, AT, PING);
        assertThat(WebhookSignature.standard(List.of(WHSEC), ID + "x", AT, PING))
                .isNotEqualTo(signature);
        assertThat(WebhookSignature.standard(List.of(WHSEC), ID, AT.plusSeconds(1), PING))
                .isNotEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "a\r\nb", "é"})
    void refusesAnIdThatCouldBlurWhatIsSigned(String id) {
        assertThatThrownBy(() -> WebhookSignature.standard(List.of(WHSEC), id, AT, PING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToSignWithoutASecret() {
        assertThatThrownBy(() -> WebhookSignature.standard(List.of(), ID, AT, PING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void anyChangedBitOfTheBodyChangesBothSignatures(
            @ForAll @NotEmpty byte[] body, @ForAll @IntRange(min = 0, max = 1_000_000) int bit) {
        byte[] changed = Arrays.copyOf(body, body.length);
        int at = bit % (body.length * 8);
        changed[at / 8] ^= (byte) (1 << at % 8);
        Octets one = Octets.copyOf(body);
        Octets other = Octets.owning(changed);
        assertThat(WebhookSignature.hex(WHSEC, other)).isNotEqualTo(WebhookSignature.hex(WHSEC, one));
        assertThat(WebhookSignature.standard(List.of(WHSEC), ID, AT, other))
                .isNotEqualTo(WebhookSignature.standard(List.of(WHSEC), ID, AT, one));
    }

    private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static Octets utf8(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
