package dev.multimail.functions.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WCAG 2.2 §1.4.3 (level AA, 4.5 to 1) for each pair of colours in use, in both colour schemes. */
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");

    @ParameterizedTest
    @CsvSource({
        "ink, paper", "soft, paper", "ink, card", "soft, card", "ink, well", "soft, well", "on-yes, yes",
        "on-yes, yes-over", "no, card", "no, paper", "yes, card", "on-warn, warn", "on-test, test", "on-mark, mark"
    })
    void text_stands_out_from_its_ground(String text, String ground) {
        int dark = Page.STYLE.indexOf("prefers-color-scheme: dark");
        assertThat(contrast(tokens(Page.STYLE.substring(0, dark)), text, ground))
                .isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(tokens(Page.STYLE.substring(dark)), text, ground)).isGreaterThanOrEqualTo(4.5);
    }

    private static Map<String, Integer> tokens(String css) {
        Map<String, Integer> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(css);
        while (matcher.find()) {
            tokens.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return tokens;
    }

    private static double contrast(Map<String, Integer> tokens, String text, String ground) {
        assertThat(tokens).containsKeys(text, ground);
        double one = luminance(tokens.getOrDefault(text, 0));
        double other = luminance(tokens.getOrDefault(ground, 0));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
