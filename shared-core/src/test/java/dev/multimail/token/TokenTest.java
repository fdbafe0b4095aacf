package dev.multimail.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // The checksums of these two were computed by Python's zlib.crc32.
    private static final String ZEROS = "mm_live_0000000000000000000000000000001HUtFK";
    private static final String COUNTING = "mm_test_0123456789ABCDEFGHIJKLMNOPQRST0jkpd6";

    @Property(tries = 200)
    void whatIsCreatedParses(@ForAll long seed, @ForAll boolean live) {
        Token token = Token.create(live, new SplittableRandom(seed));
        assertThat(token.text())
                .matches(Token.FORM)
                .startsWith(live ? "mm_live_" : "mm_test_")
                .hasSize(44);
        assertThat(Token.parse(token.text())).contains(token);
        assertThat(token.live()).isEqualTo(live);
    }

    @Test
    void theChecksumIsCrc32InBase62() {
        assertThat(Token.parse(ZEROS))
                .hasValueSatisfying(token -> assertThat(token.live()).isTrue());
        assertThat(Token.parse(COUNTING))
                .hasValueSatisfying(token -> assertThat(token.live()).isFalse());
    }

    @Test
    void theDigestIsSha256OfTheWholeText() {
        assertThat(new Token(ZEROS, true).digest())
                .isEqualTo("f134a5e1d7aaae56d1ac76c6a41fb0df703e37302a9fcf023989818efa1d59a2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mm_live_",
                "mm_live_000000000000000000000000000000",
                "MM_LIVE_000000000000000000000000000000000000",
                "mm_prod_000000000000000000000000000000000000",
                "mm_live_00000000000000000000000000000000000é"
            })
    void refusesOtherForms(String text) {
        assertThat(Token.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s ", "%s\n", "%s0", "Bearer %s"})
    void refusesAnythingAroundAToken(String around) {
        assertThat(Token.parse(around.formatted(ZEROS))).isEmpty();
    }

    @Test
    void refusesATokenWhoseKindIsMisstated() {
        assertThatThrownBy(() -> new Token(ZEROS, false)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Token.parse(ZEROS.replace("live", "test"))).isEmpty();
    }

    @Test
    void neverShowsMoreThanItsPrefix() {
        Token token = new Token(COUNTING, false);
        assertThat(token.prefix()).isEqualTo("mm_test_0123");
        assertThat(token.toString()).startsWith("mm_test_0123").doesNotContain("4");
        assertThatThrownBy(() -> new Token(ZEROS + "secret", true)).hasMessageNotContaining("secret");
    }

    @Test
    void everyCharacterIsAboutEquallyLikely() {
        SplittableRandom random = new SplittableRandom(62);
        Map<Character, Integer> seen = new HashMap<>();
        Set<String> texts = new HashSet<>();
        int tokens = 20_000;
        for (int i = 0; i < tokens; i++) {
            Token token = Token.create(true, random);
            texts.add(token.text());
            token.text().substring(8, 38).chars().forEach(c -> seen.merge((char) c, 1, Integer::sum));
        }
        // 600,000 draws: 9,677 each with a standard deviation of 98; a modulo bias of 256 by 62 would be 25 percent.
        assertThat(seen).hasSize(62);
        assertThat(seen.values()).allMatch(count -> Math.abs(count - tokens * 30 / 62) < 600);
        assertThat(texts).hasSize(tokens);
    }

    @Test
    void rejectsMutatedTokensWithoutALookUp() {
        SplittableRandom random = new SplittableRandom(4231);
        int accepted = 0;
        int mutations = 0;
        while (mutations < 100_000) {
            String token = Token.create(random.nextBoolean(), random).text();
            String mutated = mutate(token, random);
            if (!mutated.equals(token)) {
                mutations++;
                accepted += Token.parse(mutated).isPresent() ? 1 : 0;
            }
        }
        assertThat(accepted).isLessThanOrEqualTo(mutations / 10_000);
    }

    /** One to four typing errors that keep the form: a wrong character, two swapped, a run shifted by one. */
    private static String mutate(String token, SplittableRandom random) {
        StringBuilder text = new StringBuilder(token);
        for (int errors = random.nextInt(1, 5); errors > 0; errors--) {
            int at = random.nextInt(8, text.length() - 1);
            char other = BASE62.charAt(random.nextInt(62));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, text.charAt(at + 1)).deleteCharAt(at + 2);
                default -> text.deleteCharAt(at).append(other);
            }
        }
        return text.toString();
    }
}
