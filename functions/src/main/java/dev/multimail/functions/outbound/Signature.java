package dev.multimail.functions.outbound;

import dev.multimail.mail.Body;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An owner's plain text below what an agent wrote, in whichever form the body has. */
final class Signature {
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>]+");

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

    // CommonMark: a backslash before ASCII punctuation makes it text, two spaces before a line end break the line, and
    // an address between angle brackets is a link.
    private static String markdown(String signature) {
        StringBuilder out = new StringBuilder();
        Matcher url = URL.matcher(signature);
        int done = 0;
        while (url.find()) {
            out.append(escaped(signature.substring(done, url.start())))
                    .append('<')
                    .append(url.group())
                    .append('>');
            done = url.end();
        }
        return out.append(escaped(signature.substring(done))).toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("([!-/:-@\\[-`{-~])", "\\\\$1").replace("\n", "  \n");
    }

    private static String html(String signature) {
        return signature
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }
}
