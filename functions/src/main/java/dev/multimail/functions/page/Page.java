package dev.multimail.functions.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What all pages share: the document around them, its one style block and the policy that admits nothing else. */
final class Page {
    static final String STYLE = resource("approval.css");
    static final String FRAME_STYLE = resource("frame.css");

    private static final String OPENING = "<style>";
    private static final String CLOSING = "</style>";

    private Page() {}

    /** A whole document; {@code tone} names the accent: plain, good, bad or quiet. */
    static String of(String title, String tone, String main) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <meta name="robots" content="noindex, nofollow">
                <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body class="%s">
                <header class="brand">%s<span>MultiMail</span></header>
                %s
                </body>
                </html>
                """.formatted(Html.attribute(title), STYLE, Html.attribute(tone), ENVELOPE, main);
    }

    private static final String ENVELOPE = """
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" \
            stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">\
            <rect x="2.5" y="5" width="19" height="14" rx="3"></rect>\
            <path d="M3.5 7.5 10 12.6a3.2 3.2 0 0 0 4 0l6.5-5.1"></path></svg>""";

    /**
     * The Content-Security-Policy of a page made here (CSP Level 3): its own style block by hash and nothing else. A
     * framed {@code srcdoc} document inherits this policy, so a mail's own styles, images and links stay dead there;
     * the frame's style block is admitted by its hash.
     */
    static String contentSecurityPolicy(String html) {
        int from = html.indexOf(OPENING) + OPENING.length();
        String block = html.substring(from, html.indexOf(CLOSING, from));
        boolean framed = html.contains("<iframe ");
        return "default-src 'none'; style-src " + source(block) + (framed ? " " + source(FRAME_STYLE) : "")
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src "
                + (framed ? "about:" : "'none'");
    }

    /** A CSP hash source: {@code 'sha256-…'} in Base64. */
    static String source(String block) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            // An HTML parser turns CRLF into LF before the browser hashes the block.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
