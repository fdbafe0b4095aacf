package dev.multimail.webhook;

import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.token.TokenDigest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The secret that a webhook endpoint shares with this service: {@code whsec_} and the base64 of 32 random bytes, or
 * whatever 16 to 200 printable ASCII characters the subscriber brought.
 */
public record WebhookSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final int RANDOM_BYTES = 32;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 200;

    /** @throws Problem {@code invalid_field} if it is not 16 to 200 printable ASCII characters */
    public WebhookSecret {
        boolean fits = value.length() >= SHORTEST && value.length() <= LONGEST;
        if (!fits || !value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "A webhook secret has 16 to 200 printable ASCII characters.",
                    "field",
                    "secret");
        }
    }

    /** A fresh secret; the generator must be cryptographically strong. */
    public static WebhookSecret create(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** The key of {@code X-MultiMail-Signature}: the whole secret as text. */
    Octets textKey() {
        return Octets.owning(value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key of {@code webhook-signature}: what {@code whsec_} stands before, decoded; else the whole secret as text.
     */
    Octets standardKey() {
        if (!value.startsWith(PREFIX)) {
            return textKey();
        }
        try {
            return Octets.owning(Base64.getDecoder().decode(value.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return textKey();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret that && TokenDigest.sameSecret(value, that.value);
    }

    @Override
    public int hashCode() {
        return TokenDigest.of(value).hashCode();
    }

    /** A mask: a secret must not reach a log. */
    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }
}
