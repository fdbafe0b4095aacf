package dev.multimail.local.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.audit.SealChain;
import dev.multimail.audit.SealCheck;
import dev.multimail.identity.CompactJws;
import dev.multimail.identity.IdentityKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's bytes and its lines say the same, so no byte of a sealed file changes unseen. */
class ExactLinesTest {
    private static final int TAMPERINGS = 20_000;

    private static List<String> lines(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        new ExactLines(new ByteArrayInputStream(bytes)).forEachRemaining(lines::add);
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLineIsWhatStandsBeforeItsLineFeed() {
        assertThat(lines(bytes(""))).isEmpty();
        assertThat(lines(bytes("a\n\né\r\nb\rc\n"))).containsExactly("a", "", "é\r", "b\rc");
        String longer = "x".repeat(200_000);
        assertThat(lines(bytes("a\n" + longer + "\nb\n"))).containsExactly("a", longer, "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aLineHasALongestLength(int more) {
        byte[] line = bytes("x".repeat(ExactLines.MAX_BYTES + more) + "\n");
        if (more == 0) {
            assertThat(lines(line).getFirst()).hasSize(ExactLines.MAX_BYTES);
        } else {
            assertThatThrownBy(() -> lines(line)).hasMessage("line 1: it is longer than any record");
        }
    }

    @Test
    void aLastLineWithoutEndAndOtherEncodingsAreNoLines() {
        assertThatThrownBy(() -> lines(bytes("a\nb"))).hasMessageStartingWith("line 2: it does not end");
        assertThatThrownBy(() -> lines(new byte[] {'a', '\n', (byte) 0xff, '\n'}))
                .hasMessage("line 2: it is not UTF-8");
        // A slash in two bytes, which RFC 3629 section 3 forbids.
        assertThatThrownBy(() -> lines(new byte[] {(byte) 0xc0, (byte) 0xaf, '\n'}))
                .hasMessage("line 1: it is not UTF-8");
    }

    @Test
    void noByteOfASealedFileChangesUnseen() {
        KeyPair pair = IdentityKeys.generate(new SecureRandom());
        CompactJws signer = SealChain.signer(pair, "key-1");
        SealChain.Link first = SealChain.START.seal(List.of("{\"é\":1}", "{\"\ufffd\":2}", "{}"), signer);
        SealChain.Link second = first.chain().seal(List.of("{\"a\":\"b\"}", "{\"b\":\"a\"}"), signer);
        byte[] file = bytes(String.join(
                        "\n",
                        "{\"é\":1}",
                        "{\"\ufffd\":2}",
                        "{}",
                        first.line(),
                        "{\"a\":\"b\"}",
                        "{\"b\":\"a\"}",
                        second.line())
                + "\n");
        Map<String, PublicKey> keys = Map.of("key-1", pair.getPublic());
        SealCheck.Found whole = new SealCheck.Found.Whole(second.chain(), 5, 0);
        assertThat(found(file, keys, second.chain())).isEqualTo(whole);
        Random random = new Random(1);
        for (int n = 0; n < TAMPERINGS; n++) {
            byte[] changed = tampered(file, random);
            if (!Arrays.equals(changed, file)) {
                assertThat(found(changed, keys, second.chain()))
                        .as("tampering %d: %s", n, new String(changed, StandardCharsets.UTF_8))
                        .isNotEqualTo(whole);
            }
        }
    }

    private static SealCheck.Found found(byte[] file, Map<String, PublicKey> keys, SealChain kept) {
        try {
            return SealCheck.check(() -> new ExactLines(new ByteArrayInputStream(file)), keys, kept);
        } catch (ExactLines.NoLine noLine) {
            return new SealCheck.Found.Changed(noLine.number(), noLine.why());
        }
    }

    private static byte[] tampered(byte[] file, Random random) {
        int from = random.nextInt(file.length);
        int until = Math.min(file.length, from + random.nextInt(3));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 -> changed.write('\r');
            case 2 -> changed.write(file, random.nextInt(from + 1), 1);
            case 3 -> until = random.nextBoolean() ? file.length : until;
            default -> changed.write(file, from, until - from);
        }
        changed.write(file, until, file.length - until);
        return changed.toByteArray();
    }
}
