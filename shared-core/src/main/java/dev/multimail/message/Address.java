package dev.multimail.message;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An email address without a display name: RFC 5321 §4.1.2 {@code Mailbox} with a dot-string local part and a domain
 * name in ASCII (IDNA 2003, as the JDK has it). The domain is kept in lower case; the local part as given. Quoted local
 * parts, address literals and local parts outside ASCII (RFC 6531) are valid elsewhere and refused here.
 */
public record Address(String localPart, String domain) {
    private static final int LOCAL_PART_OCTETS = 64;
    private static final int DOMAIN_OCTETS = 253;
    /** A path has 256 octets with its angle brackets (RFC 5321 §4.5.3.1.3). */
    private static final int ADDRESS_OCTETS = 254;

    private static final Pattern DOT_STRING =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)++[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Holds every address to its form, however it was made.
     *
     * @throws Problem {@code invalid_recipient} if a part has a wrong form or length
     */
    public Address {
        String text = localPart + "@" + domain;
        if (localPart.length() > LOCAL_PART_OCTETS) {
            throw invalid(text, "the part before the @ has more than 64 characters");
        }
        if (domain.length() > DOMAIN_OCTETS || text.length() > ADDRESS_OCTETS) {
            throw invalid(text, "it is longer than 254 characters");
        }
        if (!DOT_STRING.matcher(localPart).matches()) {
            throw invalid(text, whyNotDotString(localPart));
        }
        if (!HOST.matcher(domain).matches()) {
            throw invalid(text, "the part after the @ is not a domain name");
        }
    }

    /**
     * Reads an address; an international domain becomes its ASCII form.
     *
     * @throws Problem {@code invalid_recipient} if it is not one, or is longer than RFC 5321 §4.5.3.1 allows
     */
    public static Address parse(String text) {
        String trimmed = text.strip();
        if (trimmed.endsWith(">")) {
            throw invalid(trimmed, "give it alone, without a name and angle brackets");
        }
        int at = trimmed.lastIndexOf('@');
        if (at < 1 || at == trimmed.length() - 1) {
            throw invalid(trimmed, "it needs the form local-part@domain");
        }
        return new Address(trimmed.substring(0, at), ascii(trimmed.substring(at + 1), trimmed));
    }

    private static String ascii(String domain, String text) {
        // Bounded first: the conversion's time grows faster than its input.
        if (domain.length() > DOMAIN_OCTETS) {
            throw invalid(text, "it is longer than 254 characters");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid(text, "the part after the @ is not a domain name");
        }
    }

    private static String whyNotDotString(String localPart) {
        if (localPart.startsWith("\"")) {
            return "a quoted part before the @ is not supported";
        }
        if (localPart.codePoints().anyMatch(c -> c > 0x7F && !Character.isISOControl(c))) {
            return "characters outside ASCII are supported after the @ only (no SMTPUTF8)";
        }
        return "the part before the @ has a character or a dot where none may be";
    }

    private static Problem invalid(String text, String why) {
        String shown = text.codePointCount(0, text.length()) > 80
                ? text.substring(0, text.offsetByCodePoints(0, 80)) + "…"
                : text;
        return Problem.of(ErrorCode.INVALID_RECIPIENT, "Not an email address: " + printable(shown) + " (" + why + ").");
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", "\uFFFD");
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
