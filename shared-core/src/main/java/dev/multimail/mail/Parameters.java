package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a structured header such as Content-Disposition, with RFC 2231's charsets and continuations. Only a
 * name with an asterisk is read that way: an apostrophe in {@code filename="Ann's and Bob's.pdf"} is a letter of the
 * name.
 */
final class Parameters {
    private static final int MAX_PIECES = 200;

    private final Map<String, String> values = new HashMap<>();

    /** Reads an unfolded header value; of a parameter that stands twice the first one counts. */
    Parameters(String value) {
        for (NameValuePair pair :
                RawFieldParser.DEFAULT.parseRawBody(new RawField("x", value)).getParams()) {
            String given = pair.getValue();
            values.putIfAbsent(pair.getName().toLowerCase(Locale.ROOT), given == null ? "" : given);
        }
    }

    /** The parameter's text: its RFC 2231 form if there is one, else its plain form with encoded words decoded. */
    @Nullable
    String get(String name) {
        if (values.containsKey(name + "*")) {
            return extended(values.getOrDefault(name + "*", ""));
        }
        if (values.containsKey(name + "*0") || values.containsKey(name + "*0*")) {
            return continued(name);
        }
        String plain = values.get(name);
        return plain == null ? null : HeaderFields.decoded(plain);
    }

    private static String extended(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        percentDecoded(text(value), octets);
        return CharsetFallback.decode(octets.toByteArray(), charset(value));
    }

    private String continued(String name) {
        String first = values.get(name + "*0*");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int piece = 0; piece < MAX_PIECES; piece++) {
            String encoded = values.get(name + "*" + piece + "*");
            String plain = values.get(name + "*" + piece);
            if (encoded != null) {
                percentDecoded(piece == 0 ? text(encoded) : encoded, octets);
            } else if (plain != null) {
                octets.writeBytes(plain.getBytes(UTF_8));
            } else {
                break;
            }
        }
        return CharsetFallback.decode(octets.toByteArray(), first == null ? null : charset(first));
    }

    private static @Nullable String charset(String value) {
        int end = value.indexOf('\'');
        return end > 0 && value.indexOf('\'', end + 1) > 0 ? value.substring(0, end) : null;
    }

    /** What stands after charset and language. */
    private static String text(String value) {
        int language = value.indexOf('\'');
        int text = language < 0 ? -1 : value.indexOf('\'', language + 1);
        return value.substring(text + 1);
    }

    private static void percentDecoded(String value, ByteArrayOutputStream into) {
        for (int at = 0; at < value.length(); at++) {
            boolean escape = value.charAt(at) == '%'
                    && at + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(at + 1))
                    && HexFormat.isHexDigit(value.charAt(at + 2));
            if (escape) {
                into.write(HexFormat.fromHexDigits(value, at + 1, at + 3));
                at += 2;
            } else {
                into.writeBytes(value.substring(at, at + 1).getBytes(UTF_8));
            }
        }
    }
}
