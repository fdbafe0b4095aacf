package dev.multimail.message;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An email address without a display name: RFC 5321 §4.1.2 {@code Mailbox}, dot-string local part, domain in ASCII
 * (IDNA). The domain is kept in lower case; the local part as given.
 */
public record Address(String localPart, String domain) {
    private static final Pattern DOT_STRING =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    /**
     * Reads an address; an international domain becomes its ASCII form.
     *
     * @throws Problem {@code invalid_recipient} if it is not one, or is longer than RFC 5321 §4.5.3.1 allows
     */
    public static Address parse(String text) {
        String trimmed = text.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1 || at == trimmed.length() - 1) {
            throw invalid(text);
        }
        String localPart = trimmed.substring(0, at);
        String domain = ascii(trimmed.substring(at + 1), text);
        boolean fits = localPart.length() <= 64 && domain.length() <= 253 && localPart.length() + domain.length() < 254;
        if (!fits
                || !DOT_STRING.matcher(localPart).matches()
                || !HOST.matcher(domain).matches()) {
            throw invalid(text);
        }
        return new Address(localPart, domain);
    }

    private static String ascii(String domain, String text) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
    }

    private static Problem invalid(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return Problem.of(ErrorCode.INVALID_RECIPIENT, "Not an email address: " + printable(shown));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /** The form under which addresses are compared: all lower case. */
    public String normalized() {
        return localPart.toLowerCase(Locale.ROOT) + "@" + domain;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
