package dev.multimail.functions.testing;

import dev.multimail.effect.Outgoing;
import dev.multimail.mail.MimeParser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mailbox, its agent's two tokens, and what its approver finds in the mail. */
public record TestMailbox(World world, String id, String address, String token, String testToken) {
    private static final Pattern LINK = Pattern.compile("https://mail\\.example\\.com(/v1/approve/apl_\\S+)");
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    /** Sends as the agent. */
    public Answer send(String subject) {
        return send(token, subject, Map.of());
    }

    public Answer send(String withToken, String subject, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "to",
                List.of("vendor@example.org"),
                "subject",
                subject,
                "markdown",
                "Please **confirm** the delivery date."));
        body.putAll(more);
        return world.call(withToken, "POST", "/v1/mailboxes/me/send", body);
    }

    public Answer read(String messageId) {
        return world.get(token, "/v1/mailboxes/me/emails/" + messageId);
    }

    /** The state of a message, read by its agent. */
    public String status(String messageId) {
        return read(messageId).text("status");
    }

    /** The path of the link in the newest notice to the approver. */
    public String newestLink() {
        return link(world.outbox().notices().getLast());
    }

    /** The path of the link in a notice. */
    public static String link(Outgoing notice) {
        Matcher matcher = LINK.matcher(MimeParser.parse(notice.raw()).text());
        if (!matcher.find()) {
            throw new IllegalStateException("no link in the notice");
        }
        return matcher.group(1);
    }

    /** Opens a link and presses a button of its page. */
    public Answer press(String link, String action, String reason) {
        return post(link, open(link), action, reason);
    }

    /** Opens a link and takes the nonce of its form, empty if the page has none any more. */
    public String open(String link) {
        Matcher nonce = NONCE.matcher(world.get("", link).body());
        return nonce.find() ? nonce.group(1) : "";
    }

    /** Posts the page's form. */
    public Answer post(String link, String nonce, String action, String reason) {
        String form = "nonce=" + URLEncoder.encode(nonce, StandardCharsets.UTF_8)
                + "&action=" + action + "&reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8);
        return world.call("", "POST", link, form, Map.of("content-type", "application/x-www-form-urlencoded"));
    }
}
