package dev.multimail.functions.testing;

import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What somebody without a token needs to sign up: a solved challenge, and what stands in mail and pages. */
public final class SigningUp {
    /** A code in a mail: an account's, or a shorter one of an upgrade or an approval. */
    public static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}(?:-[A-Z2-9]{3}){1,2})\\b");

    /** The path of the page that makes the owner's key, in a mail. */
    public static final Pattern OWNER_KEY_PAGE = Pattern.compile("https://mail\\.example\\.com(/v1/owner-key/\\S+)");

    /** The nonce in that page's form. */
    public static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    private SigningUp() {}

    /**
     * Solves a challenge by trying numbers, as a client does.
     *
     * @param challenge its fields by name
     * @return the {@code pow_solution} of a request
     */
    public static Map<String, Object> solved(UnaryOperator<String> challenge) {
        String salt = challenge.apply("salt");
        String wanted = challenge.apply("challenge");
        long number = 0;
        while (!sha256(salt + number).equals(wanted)) {
            number++;
        }
        return Map.of(
                "algorithm",
                "SHA-256",
                "challenge",
                wanted,
                "number",
                number,
                "salt",
                salt,
                "signature",
                challenge.apply("signature"));
    }

    private static String sha256(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8)).sha256();
    }
}
