package dev.multimail.webhook;

import dev.multimail.message.Octets;
import dev.multimail.token.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The two signatures of a webhook post. {@code X-MultiMail-Signature} covers the raw body alone, so by itself it does
 * not reveal a replay; the Standard Webhooks headers beside it cover the event's id and the time of the post too.
 */
public final class WebhookSignature {
    public static final String SIGNATURE_HEADER = "X-MultiMail-Signature";
    public static final String STANDARD_ID_HEADER = "webhook-id";
    public static final String STANDARD_TIMESTAMP_HEADER = "webhook-timestamp";
    public static final String STANDARD_SIGNATURE_HEADER = "webhook-signature";

    // Standard Webhooks joins id, time and body by full stops, so an id must not hold one.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:-]{1,128}");

    private WebhookSignature() {}

    /**
     * The four headers of one post. While a secret rotates, the hex header holds the current secret's signature and the
     * standard one holds both.
     *
     * @param secrets the current secret first, then previous ones that are still valid; at least one
     * @param id the event's id, the same at every attempt: letters, digits, {@code _ : -}
     * @param at when this attempt is made
     */
    public static Map<String, String> headers(List<WebhookSecret> secrets, String id, Instant at, Octets body) {
        return Map.of(
                SIGNATURE_HEADER,
                hex(secrets.getFirst(), body),
                STANDARD_ID_HEADER,
                id,
                STANDARD_TIMESTAMP_HEADER,
                Long.toString(at.getEpochSecond()),
                STANDARD_SIGNATURE_HEADER,
                standard(secrets, id, at, body));
    }

    /** Lower-case hex HMAC-SHA256 of the raw body, keyed with the UTF-8 bytes of the whole secret. */
    public static String hex(WebhookSecret secret, Octets body) {
        return HexFormat.of().formatHex(HmacSha256.of(secret.textKey(), body).toByteArray());
    }

    /**
     * The Standard Webhooks signature: {@code v1,<base64>} over {@code id.timestamp.body} for each secret, joined by
     * spaces.
     *
     * @throws IllegalArgumentException if there is no secret, or the id has other characters than {@link #headers}
     *     names
     */
    public static String standard(List<WebhookSecret> secrets, String id, Instant at, Octets body) {
        if (secrets.isEmpty() || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a signature needs a secret and an id of letters, digits, '_', ':' or '-'");
        }
        Octets before = Octets.owning((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        return secrets.stream()
                .map(secret -> HmacSha256.of(secret.standardKey(), before, body).toByteArray())
                .map(mac -> "v1," + Base64.getEncoder().encodeToString(mac))
                .collect(Collectors.joining(" "));
    }
}
