package dev.multimail.mail;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.regex.Pattern;

/** What may stand in a header's text (RFC 5322 §2.2), checked where text comes in and again where a mail is built. */
public final class HeaderText {
    /** C0 and C1 controls, which include CR, LF, NUL and NEL, and Unicode's own line and paragraph separators. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private static final Pattern FIELD_NAME = Pattern.compile("[!-9;-~]{1,70}");
    private static final Pattern MESSAGE_ID = Pattern.compile("[!-;=?-~]{1,900}");

    private HeaderText() {}

    /**
     * Refuses text that could end a header line, or that some reader takes for a line's end.
     *
     * @param field the name of the field that the caller gave, for the sentence
     * @throws Problem {@code header_injection} on CR, LF, NUL, any other control character, U+2028 and U+2029
     */
    public static void requireSafe(String field, String value) {
        if (UNSAFE.matcher(value).find()) {
            throw Problem.of(
                    ErrorCode.HEADER_INJECTION,
                    "The field " + clean(field) + " has a line break or control character.",
                    "field",
                    clean(field));
        }
    }

    static void requireFieldName(String name) {
        if (!FIELD_NAME.matcher(name).matches()) {
            throw Problem.of(ErrorCode.HEADER_INJECTION, "Not a header name: " + clean(name));
        }
    }

    static void requireMessageId(String field, String id) {
        if (!isMessageId(id)) {
            throw Problem.of(ErrorCode.HEADER_INJECTION, "Not a message id in " + field + ": " + clean(id));
        }
    }

    /**
     * Whether this can stand between angle brackets: printable ASCII without brackets and spaces, short enough for a
     * line.
     */
    static boolean isMessageId(String id) {
        return MESSAGE_ID.matcher(id).matches();
    }

    /** The text with each unsafe character as a space, stripped. */
    static String clean(String text) {
        return UNSAFE.matcher(text).replaceAll(" ").strip();
    }
}
