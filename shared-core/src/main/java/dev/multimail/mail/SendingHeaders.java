package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.multimail.message.Octets;
import dev.multimail.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The headers that exist only once a mail leaves, such as Date and X-MultiMail-Identity. */
public final class SendingHeaders {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss '+0000'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private SendingHeaders() {}

    /**
     * The mail with these headers before its own, in this order; its own octets stay as they are.
     *
     * @throws Problem {@code header_injection} if a name is not one or a value holds a control character
     */
    public static Octets prepend(Octets raw, List<Header> headers) {
        HeaderLines lines = new HeaderLines();
        headers.forEach(header -> lines.token(header.name(), header.value()));
        byte[] before = lines.toString().getBytes(US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(before.length + raw.size());
        out.writeBytes(before);
        out.writeBytes(raw.toByteArray());
        return Octets.owning(out.toByteArray());
    }

    /** The instant as a Date header says it, in UTC: {@code Mon, 02 Jan 2006 15:04:05 +0000} (RFC 5322 §3.3). */
    public static String date(Instant instant) {
        return DATE.format(instant);
    }
}
