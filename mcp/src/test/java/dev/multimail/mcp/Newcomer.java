package dev.multimail.mcp;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.SigningUp;
import dev.multimail.mail.MimeParser;
import java.util.HashMap;
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
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("operator_name", "Acme Ltd");
        arguments.put("oversight_email", EMAIL);
        arguments.put("accepted_tos", true);
        arguments.put("accepted_operator_agreement", true);
        arguments.put("accepted_anti_spam_policy", true);
        arguments.put("pow_solution", SigningUp.solved(challenge::text));
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
}
