package dev.multimail.functions.webhook;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The octets of one HTTP/1.1 POST request (RFC 9112 §2.1). */
final class PostRequest {
    // RFC 9110 §5.6.2 token, and §5.5 field value without obsolete text and without tabs.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    // What decides where the message ends or who reads it is written here only.
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "connection",
            "user-agent",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private PostRequest() {}

    /** @throws Problem {@code header_injection} if a header is not a plain line of its own, or is one written here */
    static Octets bytes(URI url, Map<String, String> headers, Octets body) {
        StringBuilder head = new StringBuilder("POST ").append(target(url)).append(" HTTP/1.1\r\n");
        line(head, "Host", host(url));
        line(head, "User-Agent", "MultiMail");
        line(head, "Connection", "close");
        line(head, "Content-Length", Integer.toString(body.size()));
        headers.forEach((name, value) -> {
            boolean sound = NAME.matcher(name).matches() && VALUE.matcher(value).matches();
            if (!sound || OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw Problem.of(ErrorCode.HEADER_INJECTION);
            }
            line(head, name, value);
        });
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + 2 + body.size());
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body.toByteArray());
        return Octets.owning(request.toByteArray());
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Origin form (RFC 9112 §3.2.1); other characters than ASCII in it are percent-encoded. */
    private static String target(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    private static String host(URI url) {
        String host = url.getHost();
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }
}
