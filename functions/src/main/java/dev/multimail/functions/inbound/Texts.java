package dev.multimail.functions.inbound;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Texts that strangers made as long as they liked, cut to what fits. */
public final class Texts {
    private static final int ESCAPED_CONTROL = 6;

    private Texts() {}

    /** The text's beginning, of at most so many characters, with no character cut in two. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /**
     * The text's beginning, of at most so many octets once it is a JSON string in UTF-8, with no character cut in two.
     */
    public static String cutToOctets(String text, int octets) {
        int total = 0;
        for (int index = 0; index < text.length(); index += Character.charCount(text.codePointAt(index))) {
            total += octetsOf(text.codePointAt(index));
            if (total > octets) {
                return text.substring(0, index);
            }
        }
        return text;
    }

    /** Cuts these texts of an answer as {@link #cutToOctets} does; tells whether any was longer. */
    public static boolean cutToOctets(Map<String, Object> view, List<String> fields, int octets) {
        boolean cut = false;
        for (String field : fields) {
            if (view.get(field) instanceof String text) {
                String fitting = cutToOctets(text, octets);
                cut |= fitting.length() < text.length();
                view.put(field, fitting);
            }
        }
        return cut;
    }

    private static int octetsOf(int codePoint) {
        if (codePoint < ' ') {
            return ESCAPED_CONTROL;
        }
        if (codePoint == '"' || codePoint == '\\') {
            return 2;
        }
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
    }
}
