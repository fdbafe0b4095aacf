package dev.multimail.functions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages that are not about a decision: an owner's first key, ending mail, and checking who sent a message. */
public final class ServicePages {
    private static final String VERIFY_SCRIPT = resource("verify.js");

    private ServicePages() {}

    /** Asks before the owner's key is made, so that nothing that merely opens links makes it. */
    public static String ownerKey(String postPath, String nonce) {
        return told(
                "plain",
                "⚿",
                "Your account's key",
                "It changes oversight modes, approvers and keys. It is shown once; keep it where no agent reads it.",
                button(postPath, nonce, "Make and show the key"));
    }

    /** The key, this once. */
    public static String ownerKeyMade(String key) {
        return told(
                "good",
                "✓",
                "This is your account's key",
                "It is shown this once. Copy it now.",
                "<p class=\"secret\"><code>" + Html.line(key) + "</code></p>");
    }

    /** Asks before mail is ended: a scanner that follows links ends nothing. */
    public static String unsubscribe(String postPath, String recipient, String operator) {
        return told(
                "plain",
                "✉",
                "No more mail from " + operator + "?",
                "Nothing more will be sent to " + recipient + " by any agent of " + operator + ".",
                button(postPath, "", "Unsubscribe"));
    }

    /** After mail was ended, now or before. */
    public static String unsubscribed(String recipient, String operator) {
        return told(
                "good",
                "✓",
                "You are unsubscribed",
                "Nothing more will be sent to " + recipient + " by any agent of " + operator + ".",
                "<p class=\"hint\">You can close this page.</p>");
    }

    /**
     * Checks an identity statement in the browser itself: what is pasted leaves it no more than what stands behind the
     * {@code #} of the page's address.
     *
     * @param keysPath where the public keys are
     */
    public static String verify(String keysPath) {
        return Page.of("Verify a sender", "plain", """
                <main class="told verify">
                <div class="lead">
                <h1>Who sent this?</h1>
                <p>Paste the X-MultiMail-Identity header of a message, or the whole source of the message. It is \
                checked in this browser against this service's public keys; nothing you paste is sent anywhere.</p>
                </div>
                <form id="form" class="decide" data-keys="%s">
                <label for="given">Header or message source</label>
                <textarea id="given" rows="7" spellcheck="false" autocomplete="off"></textarea>
                <div class="bar"><button class="yes" type="submit">Check</button></div>
                </form>
                <section id="answer" role="status" aria-live="polite"></section>
                <noscript><p class="hint">This page checks in the browser and needs JavaScript. Without it: POST the \
                header's value to /v1/verify as <code>{"identity": "…"}</code>.</p></noscript>
                <p class="hint">A valid statement says who sent a message and under which oversight. It does not say \
                that the text around it was not changed on its way.</p>
                </main>
                <script>%s</script>""".formatted(Html.attribute(keysPath), VERIFY_SCRIPT));
    }

    /** The Content-Security-Policy header's value for a page made here. */
    public static String contentSecurityPolicy(String html) {
        String policy = Page.contentSecurityPolicy(html);
        return html.contains("<script>")
                ? policy + "; script-src " + Page.source(VERIFY_SCRIPT) + "; connect-src 'self'"
                : policy;
    }

    private static String button(String postPath, String nonce, String label) {
        return """
                <form class="single" method="post" action="%s">
                %s<button class="yes" type="submit">%s</button>
                </form>""".formatted(Html.attribute(postPath), nonceField(nonce), Html.line(label));
    }

    private static String nonceField(String nonce) {
        return nonce.isEmpty()
                ? ""
                : "<input type=\"hidden\" name=\"nonce\" value=\"" + Html.attribute(nonce) + "\">\n";
    }

    private static String told(String tone, String sign, String title, String sentence, String rest) {
        return Page.of(title, tone, """
                <main class="told">
                <div class="lead">
                <p class="sign" aria-hidden="true">%s</p>
                <h1>%s</h1>
                <p>%s</p>
                </div>
                %s
                </main>""".formatted(sign, Html.line(title), Html.lines(sentence), rest));
    }

    private static String resource(String name) {
        try (InputStream in = ServicePages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
