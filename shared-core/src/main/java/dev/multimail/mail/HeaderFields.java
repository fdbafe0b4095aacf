package dev.multimail.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The header fields of a mail or a part, unfolded, by name; for a name that stands twice the first one counts. */
final class HeaderFields {
    private static final Pattern FOLD = Pattern.compile("\r?\n(?=[ \t])");
    private static final Pattern MESSAGE_ID = Pattern.compile("<\\s*+([^<>\\s]++)\\s*+>");
    private static final Charset UNKNOWN_CHARSET = StandardCharsets.UTF_8;
    private static final int MAX_REFERENCES = 100;
    /** The library's decoding takes quadratic time; no text for people is as long as this. */
    private static final int MAX_ENCODED = 5_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Takes a field as it stands in the mail, its name included. */
    void add(String name, byte[] raw) {
        int colon = 0;
        while (colon < raw.length && raw[colon] != ':') {
            colon++;
        }
        byte[] body = Arrays.copyOfRange(raw, Math.min(raw.length, colon + 1), raw.length);
        String value = FOLD.matcher(CharsetFallback.guess(body)).replaceAll("");
        values.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(HeaderText.clean(value));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The first such field's value without control characters, or an empty text. */
    String first(String name) {
        return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The first such field's value with its encoded words decoded. */
    String text(String name) {
        return decoded(first(name));
    }

    /** The message ids in the first such field, each once: of very many the first and the latest. */
    List<String> messageIds(String name) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = MESSAGE_ID.matcher(first(name));
        while (matcher.find()) {
            if (HeaderText.isMessageId(matcher.group(1))) {
                ids.add(matcher.group(1));
            }
        }
        List<String> list = new ArrayList<>(ids);
        if (list.size() > MAX_REFERENCES) {
            // The first id names the thread, the last ones the mails it answers (RFC 5537 §3.4.4 keeps the same).
            list.subList(1, list.size() - MAX_REFERENCES + 1).clear();
        }
        return List.copyOf(list);
    }

    /** RFC 2047 encoded words decoded; what is none, or is broken, stays. */
    static String decoded(String value) {
        if (!value.contains("=?") || value.length() > MAX_ENCODED) {
            return value;
        }
        try {
            String text = DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT, UNKNOWN_CHARSET);
            return HeaderText.clean(text);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
