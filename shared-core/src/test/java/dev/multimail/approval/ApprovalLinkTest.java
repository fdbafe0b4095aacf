package dev.multimail.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.approval.ApprovalLink.Keys;
import dev.multimail.approval.ApprovalLink.Opened;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalLinkTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Octets OLD_KEY = key(1);
    private static final Octets NEW_KEY = key(2);
    private static final Keys KEYS = new Keys("k1", Map.of("k1", OLD_KEY));
    private static final ApprovalLink LINK =
            new ApprovalLink("msg_01", "ab".repeat(32), "boss@acme.example", NOW.plusSeconds(60), "nonce-1");

    private static Octets key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Octets.owning(bytes);
    }

    @Property(tries = 300)
    void whatIsSignedOpens(
            @ForAll @AlphaChars @StringLength(min = 1, max = 40) String id,
            @ForAll @AlphaChars @StringLength(min = 1, max = 512) String approver,
            @ForAll @LongRange(min = 1, max = 4_000_000_000L) long lifetime) {
        ApprovalLink link = new ApprovalLink(id, "ab".repeat(32), approver, NOW.plusSeconds(lifetime), "n");
        String token = ApprovalLink.sign(link, KEYS);
        assertThat(token).matches("apl_[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
        assertThat(ApprovalLink.open(token, KEYS, NOW)).isEqualTo(new Opened.Valid(link));
    }

    @Test
    void decidesUntilTheMomentItExpires() {
        String token = ApprovalLink.sign(LINK, KEYS);
        assertThat(ApprovalLink.open(token, KEYS, NOW.plusSeconds(60).minusNanos(1)))
                .isEqualTo(new Opened.Valid(LINK));
        assertThat(ApprovalLink.open(token, KEYS, NOW.plusSeconds(60))).isEqualTo(new Opened.Expired(LINK));
    }

    @Test
    void anyFlippedBitIsRefused() {
        byte[] token = ApprovalLink.sign(LINK, KEYS).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < token.length * 8; i++) {
            byte[] changed = token.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            String text = new String(changed, StandardCharsets.ISO_8859_1);
            assertThat(ApprovalLink.open(text, KEYS, NOW)).as(text).isEqualTo(new Opened.Invalid());
        }
    }

    @Property(tries = 1000)
    void anyChangedCharacterIsRefused(@ForAll int position, @ForAll char other) {
        StringBuilder token = new StringBuilder(ApprovalLink.sign(LINK, KEYS));
        int at = Math.floorMod(position, token.length());
        if (token.charAt(at) != other) {
            token.setCharAt(at, other);
            assertThat(ApprovalLink.open(token.toString(), KEYS, NOW)).isEqualTo(new Opened.Invalid());
        }
    }

    @Test
    void anyShortenedOrLengthenedTokenIsRefused() {
        String token = ApprovalLink.sign(LINK, KEYS);
        for (int length = 0; length < token.length(); length++) {
            assertThat(ApprovalLink.open(token.substring(0, length), KEYS, NOW)).isEqualTo(new Opened.Invalid());
        }
        for (String more : List.of("=", "==", "A", "AA", ".", "\n", " ")) {
            assertThat(ApprovalLink.open(token + more, KEYS, NOW)).isEqualTo(new Opened.Invalid());
            assertThat(ApprovalLink.open(token.replace(".", more + "."), KEYS, NOW))
                    .isEqualTo(new Opened.Invalid());
        }
    }

    @Test
    void everyFieldIsBound() {
        Set<String> tokens = new HashSet<>();
        String hash = LINK.contentHash();
        Instant until = LINK.expiresAt();
        for (ApprovalLink link : List.of(
                LINK,
                new ApprovalLink("msg_02", hash, LINK.approver(), until, LINK.nonce()),
                new ApprovalLink("msg_01", "cd".repeat(32), LINK.approver(), until, LINK.nonce()),
                new ApprovalLink("msg_01", hash, "other@acme.example", until, LINK.nonce()),
                new ApprovalLink("msg_01", hash, LINK.approver(), until.plusSeconds(1), LINK.nonce()),
                new ApprovalLink("msg_01", hash, LINK.approver(), until, "nonce-2"))) {
            String token = ApprovalLink.sign(link, KEYS);
            assertThat(tokens.add(token.substring(token.indexOf('.')))).isTrue();
        }
        for (String payload : tokens) {
            String grafted = ApprovalLink.sign(LINK, KEYS).replaceFirst("\\..*", payload);
            Opened expected =
                    grafted.equals(ApprovalLink.sign(LINK, KEYS)) ? new Opened.Valid(LINK) : new Opened.Invalid();
            assertThat(ApprovalLink.open(grafted, KEYS, NOW)).isEqualTo(expected);
        }
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        ApprovalLink one = new ApprovalLink("ab", "c", "d", LINK.expiresAt(), "e");
        ApprovalLink other = new ApprovalLink("a", "bc", "d", LINK.expiresAt(), "e");
        assertThat(ApprovalLink.sign(one, KEYS)).isNotEqualTo(ApprovalLink.sign(other, KEYS));
    }

    @Test
    void keysRotate() {
        Keys both = new Keys("k2", Map.of("k1", OLD_KEY, "k2", NEW_KEY));
        Keys newOnly = new Keys("k2", Map.of("k2", NEW_KEY));
        String old = ApprovalLink.sign(LINK, KEYS);
        String fresh = ApprovalLink.sign(LINK, both);
        assertThat(ApprovalLink.open(old, both, NOW)).isEqualTo(new Opened.Valid(LINK));
        assertThat(ApprovalLink.open(old, newOnly, NOW)).isEqualTo(new Opened.Invalid());
        assertThat(ApprovalLink.open(fresh, newOnly, NOW)).isEqualTo(new Opened.Valid(LINK));
        assertThat(ApprovalLink.open(fresh, KEYS, NOW)).isEqualTo(new Opened.Invalid());
        Keys renamed = new Keys("k1", Map.of("k1", NEW_KEY));
        assertThat(ApprovalLink.open(old, renamed, NOW)).isEqualTo(new Opened.Invalid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "apl_", "apl_.", "apl_A.A", "apl_AA.AA", "apl_Af__.AAAA", ".", "apl_é.é"})
    void refusesWhatIsNoToken(String token) {
        assertThat(ApprovalLink.open(token, KEYS, NOW)).isEqualTo(new Opened.Invalid());
    }

    @Test
    void refusesAVeryLongToken() {
        assertThat(ApprovalLink.open("apl_" + "A".repeat(1_000_000) + ".A", KEYS, NOW))
                .isEqualTo(new Opened.Invalid());
    }

    @Test
    void refusesFieldsThatAreEmptyTooLongOrNotText() {
        for (String field : List.of("", "x".repeat(513), "\ud83d")) {
            assertThatThrownBy(() -> new ApprovalLink("msg_01", "ab", field, NOW, "n"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theLongestLinkStillOpens() {
        String longest = "é".repeat(256);
        ApprovalLink link = new ApprovalLink(longest, longest, longest, LINK.expiresAt(), longest);
        assertThat(ApprovalLink.open(ApprovalLink.sign(link, KEYS), KEYS, NOW)).isEqualTo(new Opened.Valid(link));
    }

    @Test
    void refusesUnsoundKeys() {
        Octets shortKey = Octets.owning(new byte[31]);
        assertThatThrownBy(() -> new Keys("k1", Map.of("k1", shortKey))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keys("k2", Map.of("k1", OLD_KEY))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Keys("a.b", Map.of("a.b", OLD_KEY))).isInstanceOf(IllegalArgumentException.class);
    }
}
