package dev.multimail.functions.page;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages behind an approver's link: plain forms that work without scripts and load nothing. */
public final class ApprovalPages {
    private ApprovalPages() {}

    /**
     * The page that asks for a decision.
     *
     * @param postPath where the form posts {@code nonce}, {@code reason} and {@code action} (approve or reject)
     * @param nonce proves that the post comes from this page
     */
    public static String ask(ApprovalView view, String postPath, String nonce) {
        Question question = Question.of(view);
        String main = """
                <main class="ask">
                %s<div class="lead">
                <h1>%s</h1>
                <p>%s</p>
                <p>%s</p>
                </div>
                <div class="left">
                %s%s</div>
                <aside>
                <form class="decide" method="post" action="%s" autocomplete="off">
                <input type="hidden" name="nonce" value="%s">
                <label for="reason">Reason <small>(optional; the agent sees it)</small></label>
                <textarea id="reason" name="reason" rows="2" maxlength="500"></textarea>
                <div class="bar">
                <button class="no" type="submit" name="action" value="reject">%s</button>
                <button class="yes" type="submit" name="action" value="approve">%s</button>
                </div>
                </form>
                %s</aside>
                </main>""".formatted(
                        testBanner(view),
                        question.headline(),
                        question.consequence(),
                        terms(view),
                        warnings(view),
                        MessageCard.of(view),
                        Html.attribute(postPath),
                        Html.attribute(nonce),
                        question.reject(),
                        question.approve(),
                        facts(view, waiting(view)));
        return Page.of(question.title(), "plain", main);
    }

    /**
     * The page after a decision, for whoever comes to it.
     *
     * @param state the message's state by its wire name, or {@code approved}
     * @param by who decided; an empty name and one that begins with {@code system:} are not shown
     * @param at when that was
     * @param reason what was given as the reason
     * @param byYou whether the visitor is the one who decided
     */
    public static String decided(
            ApprovalView view, String state, String by, Instant at, @Nullable String reason, boolean byYou) {
        Outcome outcome = Outcome.of(state, view);
        boolean machine = by.isBlank() || by.startsWith("system:");
        String person = byYou ? " by you" : machine ? "" : " by " + Html.isolated(by);
        String who = outcome.verb() + person;
        String why = reason == null || reason.isBlank()
                ? ""
                : "<blockquote class=\"reason\"><span class=\"sr\">Reason: </span>" + Html.lines(reason.strip())
                        + "</blockquote>\n";
        String main = """
                <main class="told">
                %s<div class="lead">
                <p class="sign" aria-hidden="true">%s</p>
                <h1>%s</h1>
                <p>%s</p>
                <p class="who">%s<br><time datetime="%s">%s</time></p>
                %s</div>
                <details class="shown">
                <summary>What it was about: %s</summary>
                %s</details>
                %s</main>""".formatted(
                        testBanner(view),
                        outcome.sign(),
                        outcome.headline(),
                        outcome.sentence(),
                        who,
                        at,
                        Words.moment(at),
                        why,
                        Html.isolated(view.subject()),
                        MessageCard.of(view),
                        facts(view, ""));
        return Page.of(outcome.headline(), outcome.tone(), main);
    }

    /** A page that says no in one sentence, with what to do instead. */
    public static String refused(String title, String sentence, String hint) {
        return notice("bad", "!", title, sentence, "<p class=\"hint\">" + Html.lines(hint) + "</p>");
    }

    /** For a visitor without a link of their own: a button posts to {@code postPath}, which mails fresh ones. */
    public static String needsLink(String postPath) {
        String form = """
                <form class="single" method="post" action="%s">
                <button class="yes" type="submit" name="action" value="mail_link">\
                Mail a fresh link to the approvers</button>
                </form>
                <p class="hint">The links go to the approvers of this mailbox and to nobody else. This page cannot \
                decide anything.</p>""".formatted(Html.attribute(postPath));
        return notice(
                "plain",
                "?",
                "This page opens with a link of your own",
                "Each approver gets a personal link by email. It works once, and only for the message it was made for.",
                form);
    }

    /** After {@link #needsLink}: says the same whether or not there is such a message, or an approver. */
    public static String linkMailed() {
        return notice(
                "good",
                "✓",
                "Look into your inbox",
                "If this message still waits for a decision, its approvers have just been sent fresh links.",
                "<p class=\"hint\">You can close this page.</p>");
    }

    /** The Content-Security-Policy header's value for a page made here. */
    public static String contentSecurityPolicy(String html) {
        return Page.contentSecurityPolicy(html);
    }

    private static String notice(String tone, String sign, String title, String sentence, String rest) {
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

    private static String testBanner(ApprovalView view) {
        return view.test() ? "<p class=\"test\"><strong>Test</strong>: will not be delivered</p>\n" : "";
    }

    private static String warnings(ApprovalView view) {
        if (view.warnings().isEmpty()) {
            return "";
        }
        String all = view.warnings().stream()
                .map(warning -> "<li>" + Html.isolated(warning) + "</li>")
                .collect(Collectors.joining("\n"));
        return """
                <section class="warnings" role="note" aria-label="Look closely">
                <h2>Look closely</h2>
                <ul>
                %s
                </ul>
                </section>
                """.formatted(all);
    }

    private static String terms(ApprovalView view) {
        Instant expires = view.expiresAt();
        String until = expires == null ? "" : " Waits until " + time(expires) + ".";
        return "Operated by " + Html.isolated(view.operator()) + "." + until;
    }

    private static String waiting(ApprovalView view) {
        Instant expires = view.expiresAt();
        return fact(
                "Waits until",
                expires == null
                        ? "does not expire"
                        : time(expires) + " <small>" + Words.span(view.createdAt(), expires)
                                + " after it was asked</small>");
    }

    private static String facts(ApprovalView view, String waiting) {
        String mode = Words.mode(view.mode());
        String wire = mode.equals(view.mode()) ? "" : " <small><code>" + Html.line(view.mode()) + "</code></small>";
        return "<dl class=\"facts\">\n"
                + fact("Agent", Html.isolated(view.agentName()))
                + fact("Mailbox", Html.isolated(view.mailboxAddress()))
                + fact("Operator", Html.isolated(view.operator()))
                + fact("Oversight", Html.line(mode) + wire)
                + fact("Asked", time(view.createdAt()))
                + waiting
                + fact("Message", "<code>" + Html.line(view.messageId()) + "</code>")
                + fact("Content SHA-256", "<code>" + Html.line(view.contentHash()) + "</code>")
                + "</dl>\n";
    }

    private static String fact(String label, String value) {
        return "<div><dt>" + label + "</dt><dd>" + value + "</dd></div>\n";
    }

    private static String time(Instant instant) {
        return "<time datetime=\"" + instant + "\">" + Words.moment(instant) + "</time>";
    }
}
