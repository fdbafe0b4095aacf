package dev.multimail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContentHashTest {
    private static final Address BUYER = Address.parse("buyer@example.com");
    private static final Address ANN = Address.parse("ann@example.org");
    private static final Address BOB = Address.parse("bob@example.org");
    private static final Octets RAW = octets("Subject: Hello\r\n\r\nHello");

    @Test
    void aHashIsSixtyFourHexDigitsAndTheSameEachTime() {
        String hash = ContentHash.ofMail(envelope(List.of(ANN), List.of(), List.of()), RAW);
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(ContentHash.ofMail(envelope(List.of(ANN), List.of(), List.of()), RAW))
                .isEqualTo(hash);
    }

    @Test
    void whoeverIsReachedAndInWhichRoleIsPartOfTheContent() {
        Set<String> hashes = Stream.of(
                        envelope(List.of(ANN), List.of(), List.of()),
                        envelope(List.of(BOB), List.of(), List.of()),
                        envelope(List.of(), List.of(ANN), List.of()),
                        envelope(List.of(), List.of(), List.of(ANN)),
                        envelope(List.of(ANN, BOB), List.of(), List.of()),
                        envelope(List.of(BOB, ANN), List.of(), List.of()),
                        envelope(List.of(ANN), List.of(BOB), List.of()),
                        envelope(List.of(ANN), List.of(), List.of(BOB)),
                        new Envelope(BOB, List.of(ANN), List.of(), List.of()))
                .map(envelope -> ContentHash.ofMail(envelope, RAW))
                .collect(Collectors.toSet());
        assertThat(hashes).hasSize(9);
    }

    @Property(tries = 500)
    void everyBitOfTheBytesIsPartOfTheContent(@ForAll byte[] bytes, @ForAll int where) {
        if (bytes.length == 0) {
            return;
        }
        byte[] other = bytes.clone();
        other[Math.floorMod(where, bytes.length)] ^= (byte) (1 << Math.floorMod(where, 8));
        Envelope envelope = envelope(List.of(ANN), List.of(), List.of());
        assertThat(ContentHash.ofMail(envelope, Octets.copyOf(bytes)))
                .isNotEqualTo(ContentHash.ofMail(envelope, Octets.copyOf(other)));
        assertThat(ContentHash.ofInbound(Octets.copyOf(bytes)))
                .isNotEqualTo(ContentHash.ofInbound(Octets.copyOf(other)));
    }

    @Property(tries = 500)
    void fieldsThatRunTogetherAreStillTwoFields(@ForAll String left, @ForAll String right) {
        assertThat(ContentHash.ofText("d", left, right)).isNotEqualTo(ContentHash.ofText("d", left + right));
        assertThat(ContentHash.ofText("d", left, right)).isNotEqualTo(ContentHash.ofText("d", left, right, ""));
        if (!right.isEmpty()) {
            assertThat(ContentHash.ofText("d", left, right))
                    .isNotEqualTo(ContentHash.ofText("d", left + right.charAt(0), right.substring(1)));
        }
    }

    @Test
    void kindsOfContentNeverShareAHash() {
        assertThat(Set.of(
                        ContentHash.ofText("event", "x"),
                        ContentHash.ofText("request", "x"),
                        ContentHash.ofText("event"),
                        ContentHash.ofAction("x", "", Map.of()),
                        ContentHash.ofInbound(octets("x"))))
                .hasSize(5);
    }

    @Test
    void argumentsOfAnActionCountWhateverTheirOrder() {
        Map<String, String> some = Map.of("a", "1", "b", "2");
        assertThat(ContentHash.ofAction("tag_email", "m", some))
                .isEqualTo(ContentHash.ofAction("tag_email", "m", new TreeMap<>(some)))
                .isNotEqualTo(ContentHash.ofAction("tag_email", "m", Map.of("a", "2", "b", "1")))
                .isNotEqualTo(ContentHash.ofAction("delete_tag", "m", some))
                .isNotEqualTo(ContentHash.ofAction("tag_email", "n", some));
    }

    private static Envelope envelope(List<Address> to, List<Address> cc, List<Address> bcc) {
        return new Envelope(BUYER, to, cc, bcc);
    }

    private static Octets octets(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
