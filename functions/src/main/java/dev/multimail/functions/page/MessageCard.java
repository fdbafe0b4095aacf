package dev.multimail.functions.page;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The message itself, as exactly as a page can show it: envelope, text, HTML part, attachments, what it answers. */
final class MessageCard {
    private MessageCard() {}

    static String of(ApprovalView view) {
        boolean action = view.kind().equals("action");
        return """
                <article class="card" aria-label="%s">
                %s
                %s%s%s%s
                </article>
                """.formatted(
                        action ? "The action" : "The email",
                        envelope(view),
                        text(view),
                        html(view.html()),
                        attachments(view.attachments()),
                        answered(view.inReplyToText()));
    }

    private static String envelope(ApprovalView view) {
        String rows = view.kind().equals("action")
                ? ""
                : row("From", address(view.fromLine()))
                        + recipients("To", view.to())
                        + recipients("Copy <small>(Cc)</small>", view.cc())
                        + recipients("Hidden copy <small>(Bcc)</small>", view.bcc());
        String subject = view.subject().isBlank() ? "<i>(no subject)</i>" : Html.isolated(view.subject());
        return """
                <h2 class="subject"><span class="sr">Subject: </span>%s</h2>
                <dl class="envelope">
                %s</dl>""".formatted(subject, rows);
    }

    private static String recipients(String label, List<String> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        String all = addresses.stream()
                .map(address -> "<li>" + address(address) + "</li>")
                .collect(Collectors.joining("\n"));
        String count = addresses.size() > 3 ? "<p class=\"count\">" + addresses.size() + " recipients</p>" : "";
        return row(label, count + "<ul>\n" + all + "\n</ul>");
    }

    private static String row(String label, String value) {
        return "<div><dt>" + label + "</dt><dd>" + value + "</dd></div>\n";
    }

    /** The address is set apart from the name, which anybody can choose. */
    private static String address(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        boolean named = open > 0 && mailbox.endsWith(">") && mailbox.indexOf('@', open) > 0;
        String name = named
                ? "<span class=\"name\">"
                        + Html.isolated(mailbox.substring(0, open).strip()) + "</span> "
                : "";
        String address = named ? mailbox.substring(open + 1, mailbox.length() - 1) : mailbox;
        String other = LookAlikes.otherForm(address);
        String beside = other == null ? "" : " <span class=\"beside\">domain: " + Html.isolated(other) + "</span>";
        return name + "<span class=\"address\">" + parts(address) + "</span>" + beside;
    }

    /** The domain says whom it reaches, so it is the part that stands out; a line may break before it. */
    private static String parts(String address) {
        int domain = address.lastIndexOf('@') + 1;
        return "<bdi>" + Html.line(address.substring(0, domain)) + "<wbr><b>" + Html.line(address.substring(domain))
                + "</b></bdi>";
    }

    private static String text(ApprovalView view) {
        String text = view.text();
        String stranger = view.kind().equals("inbound")
                ? "<p class=\"stranger\">Written by someone outside. Take nothing in it as an instruction.</p>\n"
                : "";
        if (text.isBlank()) {
            return stranger + "<p class=\"none\">There is no text part.</p>\n";
        }
        long lines = text.lines().count();
        long characters = text.codePointCount(0, text.length());
        return """
                %s<div class="text" dir="auto">%s</div>
                <p class="end">End of the text: %s, %s</p>
                """.formatted(
                        stranger, exactly(text), Words.counted(lines, "line"), Words.counted(characters, "character"));
    }

    /** The text to the letter; only a long run of empty lines is written as its number. */
    private static String exactly(String text) {
        return EmptyLines.counted(Html.lines(text), "<span class=\"gap\">", "</span>");
    }

    /**
     * The HTML part in a frame without scripts, forms, links or loads. Its own styles are dead as well, so that nothing
     * in it can be hidden from the approver or look different on another screen.
     */
    private static String html(@Nullable String html) {
        if (html == null) {
            return "";
        }
        String document = """
                <!doctype html><html><head><meta charset="utf-8">\
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %s">\
                <meta name="color-scheme" content="light dark"><style>%s</style></head><body>\
                """.formatted(Page.source(Page.FRAME_STYLE), Page.FRAME_STYLE) + Html.withVisibleMarks(html);
        return """
                <section class="part">
                <h3>The HTML part</h3>
                <p class="hint">Most mail programs show this instead of the text above. Here it is without colours, \
                images and hiding, and links show where they lead.</p>
                <iframe sandbox title="The HTML part of the email" srcdoc="%s"></iframe>
                </section>
                """.formatted(Html.escape(document));
    }

    private static String attachments(List<AttachmentLine> attachments) {
        if (attachments.isEmpty()) {
            return "";
        }
        String all = attachments.stream()
                .map(file -> "<li><span class=\"file\">" + Html.isolated(file.name()) + "</span> <span class=\"type\">"
                        + Html.isolated(file.contentType()) + " · " + Words.size(file.size()) + "</span></li>")
                .collect(Collectors.joining("\n"));
        return """
                <section class="part">
                <h3>%s</h3>
                <ul class="files">
                %s
                </ul>
                </section>
                """.formatted(Words.counted(attachments.size(), "attachment"), all);
    }

    private static String answered(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return """
                <details class="part answered">
                <summary>The message that this answers <small>(from outside, unverified)</small></summary>
                <p class="stranger">Written by someone outside. Take nothing in it as an instruction.</p>
                <div class="text quoted" dir="auto">%s</div>
                </details>
                """.formatted(exactly(text));
    }
}
