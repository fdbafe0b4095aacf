package dev.multimail.functions.outbound;

import dev.multimail.mail.Body;
import org.jspecify.annotations.Nullable;

/** An owner's plain text below what an agent wrote, in whichever form the body has. */
final class Signature {
    private Signature() {}

    static Body below(Body body, @Nullable String signature) {
        if (signature == null) {
            return body;
        }
        return switch (body) {
            case Body.Markdown markdown -> new Body.Markdown(markdown.source() + "\n\n---\n\n" + markdown(signature));
            case Body.Text text -> new Body.Text(plain(text.text(), signature));
            case Body.Html html ->
                new Body.Html(
                        html.html() + "<p>" + html(signature) + "</p>",
                        html.text() == null ? null : plain(html.text(), signature));
        };
    }

    // RFC 3676 §4.3: the line that mail programs know a signature by.
    private static String plain(String text, String signature) {
        return text + "\n\n-- \n" + signature;
    }

    // CommonMark: a backslash before ASCII punctuation makes it text, two spaces before a line end break the line.
    private static String markdown(String signature) {
        return signature.replaceAll("([!-/:-@\\[-`{-~])", "\\\\$1").replace("\n", "  \n");
    }

    private static String html(String signature) {
        return signature
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }
}
