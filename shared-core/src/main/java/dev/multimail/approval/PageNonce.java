package dev.multimail.approval;

import dev.multimail.message.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hidden field of the approval page's form: it shows that a page of this service was opened with this link before
 * its button was pressed. The text is {@code <seconds since 1970>.<key id>.<base64url MAC>}.
 */
public final class PageNonce {
    /** How long after the page was shown its button works. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    // Two instances of the service may show and check with clocks that differ a little.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    // A link's payload starts with its version, byte 1; this starts with a letter: no MAC of the one is a MAC of the
    // other.
    private static final byte[] DOMAIN = "page nonce\0".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern FORM =
            Pattern.compile("([1-9][0-9]{0,11})\\.([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{43})");

    private PageNonce() {}

    /** The nonce of a page that shows what this link's token is for. */
    public static String of(String token, Instant shownAt, ApprovalLink.Keys keys) {
        long second = shownAt.getEpochSecond();
        Octets mac = keys.mac(keys.current(), text(token, second)).orElseThrow();
        return second + "." + keys.current() + "." + ApprovalLink.encode(mac.toByteArray());
    }

    /** Whether this nonce was made by this service for this token less than 24 hours ago. */
    public static boolean matches(String nonce, String token, Instant now, ApprovalLink.Keys keys) {
        Matcher form = FORM.matcher(nonce);
        if (!form.matches()) {
            return false;
        }
        long second = Long.parseLong(form.group(1));
        Optional<Octets> expected = keys.mac(form.group(2), text(token, second));
        Optional<byte[]> given = ApprovalLink.decode(form.group(3));
        if (expected.isEmpty()
                || given.isEmpty()
                || !MessageDigest.isEqual(expected.get().toByteArray(), given.get())) {
            return false;
        }
        Instant shownAt = Instant.ofEpochSecond(second);
        return !now.isBefore(shownAt.minus(CLOCK_SKEW)) && now.isBefore(shownAt.plus(LIFETIME));
    }

    private static Octets text(String token, long second) {
        byte[] tokenBytes = token.getBytes(StandardCharsets.UTF_8);
        ByteBuffer text = ByteBuffer.allocate(DOMAIN.length + Long.BYTES + tokenBytes.length);
        return Octets.owning(text.put(DOMAIN).putLong(second).put(tokenBytes).array());
    }
}
