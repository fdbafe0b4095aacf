package dev.multimail.mcp;

import dev.multimail.effect.Outgoing;
import dev.multimail.mail.MimeParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody without a token who signs up. */
final class Newcomer {
    static final String EMAIL = "boss@acme.example";
    private static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3})\\b");

    private Newcomer() {}

    /** The arguments of create_account, with the challenge solved. */
    static Map<String, Object> signingUp(Client.Result challenge) {
        String salt = challenge.text("salt");
        long number = 0;
        while (!sha256(salt + number).equals(challenge.text("challenge"))) {
            number++;
        }
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("operator_name", "Acme Ltd");
        arguments.put("oversight_email", EMAIL);
        arguments.put("accepted_tos", true);
        arguments.put("accepted_operator_agreement", true);
        arguments.put("accepted_anti_spam_policy", true);
        arguments.put(
                "pow_solution",
                Map.of(
                        "algorithm",
                        "SHA-256",
                        "challenge",
                        challenge.text("challenge"),
                        "number",
                        number,
                        "salt",
                        salt,
                        "signature",
                        challenge.text("signature")));
        return arguments;
    }

    /** The code in a notice. */
    static String code(Outgoing notice) {
        Matcher matcher = CODE.matcher(MimeParser.parse(notice.raw()).text());
        if (!matcher.find()) {
            throw new AssertionError("the notice has no code");
        }
        return matcher.group(1);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
