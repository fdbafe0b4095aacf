package dev.multimail.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.approval.ApprovalLink.Keys;
import dev.multimail.approval.ApprovalLink.Opened;
import dev.multimail.message.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageNonceTest {
    private static final Instant SHOWN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Keys KEYS = new Keys("k1", Map.of("k1", key(1)));
    private static final String TOKEN = ApprovalLink.sign(
            new ApprovalLink("msg_01", "ab".repeat(32), "boss@acme.example", SHOWN.plusSeconds(60), "n"), KEYS);

    private static Octets key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Octets.owning(bytes);
    }

    @Test
    void isValidForADay() {
        String nonce = PageNonce.of(TOKEN, SHOWN, KEYS);
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN, KEYS)).isTrue();
        assertThat(PageNonce.matches(
                        nonce, TOKEN, SHOWN.plus(Duration.ofHours(24)).minusNanos(1), KEYS))
                .isTrue();
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN.plus(Duration.ofHours(24)), KEYS))
                .isFalse();
    }

    @Test
    void toleratesClocksAMinuteApartButNotAPageFromTheFuture() {
        String nonce = PageNonce.of(TOKEN, SHOWN, KEYS);
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN.minusSeconds(60), KEYS))
                .isTrue();
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN.minusSeconds(61), KEYS))
                .isFalse();
    }

    @Test
    void isBoundToItsTokenAndKey() {
        String nonce = PageNonce.of(TOKEN, SHOWN, KEYS);
        assertThat(PageNonce.matches(nonce, TOKEN + "x", SHOWN, KEYS)).isFalse();
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN, new Keys("k1", Map.of("k1", key(2)))))
                .isFalse();
        Keys rotated = new Keys("k2", Map.of("k1", key(1), "k2", key(2)));
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN, rotated)).isTrue();
        assertThat(PageNonce.matches(nonce.replace(".k1.", ".k2."), TOKEN, SHOWN, rotated))
                .isFalse();
    }

    @Property(tries = 1000)
    void anyChangedCharacterIsRefused(@ForAll int position, @ForAll char other) {
        StringBuilder nonce = new StringBuilder(PageNonce.of(TOKEN, SHOWN, KEYS));
        int at = Math.floorMod(position, nonce.length());
        if (nonce.charAt(at) != other) {
            nonce.setCharAt(at, other);
            assertThat(PageNonce.matches(nonce.toString(), TOKEN, SHOWN, KEYS)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32})
    void theUnusedBitsOfTheLastCharacterAreNotFree(int step) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String nonce = PageNonce.of(TOKEN, SHOWN, KEYS);
        int last = alphabet.indexOf(nonce.charAt(nonce.length() - 1));
        String changed = nonce.substring(0, nonce.length() - 1) + alphabet.charAt(last ^ step);
        assertThat(PageNonce.matches(changed, TOKEN, SHOWN, KEYS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.k1.A", "1767323045.k1.", "01767323045.k1.x", "..", "99999999999999999999.k1.A"})
    void refusesWhatIsNoNonce(String nonce) {
        assertThat(PageNonce.matches(nonce, TOKEN, SHOWN, KEYS)).isFalse();
    }

    @Test
    void aLinksMacIsNoNonceAndANonceIsNoLink() {
        String mac = TOKEN.substring(TOKEN.indexOf('.') + 1);
        String payload = TOKEN.substring(0, TOKEN.indexOf('.'));
        assertThat(PageNonce.matches(SHOWN.getEpochSecond() + ".k1." + mac, payload, SHOWN, KEYS))
                .isFalse();
        String nonce = PageNonce.of(payload, SHOWN, KEYS);
        String link = payload + "." + nonce.substring(nonce.lastIndexOf('.') + 1);
        assertThat(ApprovalLink.open(link, KEYS, SHOWN)).isEqualTo(new Opened.Invalid());
    }
}
