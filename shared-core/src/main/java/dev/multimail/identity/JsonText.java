package dev.multimail.identity;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The little JSON that a signed statement needs: one canonical text per value, keys sorted, no white space (RFC 8259).
 */
public final class JsonText {
    private JsonText() {}

    /** An object of members whose values are JSON text already. */
    public static String object(SortedMap<String, String> members) {
        return members.entrySet().stream().map(JsonText::member).collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(Map.Entry<String, String> member) {
        return string(member.getKey()) + ":" + member.getValue();
    }

    /**
     * A string (RFC 8259 §7). Beyond what must be escaped, lone surrogates are, since UTF-8 cannot hold them: two
     * different strings never have the same bytes.
     */
    public static String string(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < 0x20 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                text.append("\\u%04x".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }
}
