package dev.multimail.functions.page;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Letters of different scripts that look alike (after UTS #39, narrowed to what is drawn like ASCII). */
final class Confusables {
    /** Scripts with letters that can pass for one another's; Han, Kana or Arabic beside Latin deceive nobody. */
    private static final Set<UnicodeScript> DECEPTIVE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC,
            UnicodeScript.LISU);

    private static final Map<Integer, Character> TWINS = twins(
            "асԁеһіјӏорԛѕԝхуьгпѵѡ", "acdehijlopqswxybrnvw",
            "αονρυικτχγωηεσϲϳ", "aovpuiktxywneocj",
            "օսոհցզյ", "ounhgqj",
            "ıɡɑłøđħƅ", "igalodhb");

    private Confusables() {}

    /** The deceptive scripts among the letters of a word. */
    static Set<UnicodeScript> scripts(String word) {
        Set<UnicodeScript> found = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(DECEPTIVE::contains)
                .forEach(found::add);
        return found;
    }

    /** Whether one word mixes scripts whose letters look alike. */
    static boolean isMixed(String word) {
        return scripts(word).size() > 1;
    }

    /** Whether a word is written wholly in foreign letters, each of which passes for an ASCII one. */
    static boolean passesForAscii(String word) {
        Set<UnicodeScript> scripts = scripts(word);
        return scripts.size() == 1
                && !scripts.contains(UnicodeScript.LATIN)
                && twinsOf(word).chars().allMatch(c -> c < 0x80);
    }

    /** What the word looks like in ASCII, letter by letter, accents dropped. */
    static String twinsOf(String word) {
        StringBuilder out = new StringBuilder(word.length());
        Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .forEach(point -> {
                    Character twin = TWINS.get(point);
                    out.appendCodePoint(twin == null ? point : twin);
                });
        return out.toString();
    }

    /**
     * A form that two words share when a hurried reader takes one for the other: also rn and m, vv and w, 0 and o, 1, i
     * and l.
     */
    static String skeleton(String word) {
        return twinsOf(word)
                .replace("rn", "m")
                .replace("vv", "w")
                .replace('0', 'o')
                .replace('1', 'l')
                .replace('i', 'l');
    }

    private static Map<Integer, Character> twins(String... pairs) {
        Map<Integer, Character> map = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            String foreign = pairs[at];
            String ascii = pairs[at + 1];
            if (foreign.length() != ascii.length()) {
                throw new IllegalStateException("not pairs: " + foreign + " " + ascii);
            }
            for (int i = 0; i < foreign.length(); i++) {
                map.put((int) foreign.charAt(i), ascii.charAt(i));
            }
        }
        return Map.copyOf(map);
    }
}
