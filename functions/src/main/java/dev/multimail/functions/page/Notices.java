package dev.multimail.functions.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The emails to approvers: a header-safe subject, a text that is complete by itself, and the same in mail-safe HTML.
 */
public final class Notices {
    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_AGENT = 60;

    private Notices() {}

    /** One line, such as {@code Approve? PO #8821 — amended delivery schedule · Procurement Agent}. */
    public static String subject(NoticeView notice) {
        ApprovalView message = notice.message();
        String about = oneLine(message.subject(), LONGEST_SUBJECT);
        return (message.test() ? "[Test] " : "")
                + opening(notice) + " "
                + (about.isEmpty() ? "(no subject)" : about)
                + " · "
                + oneLine(message.agentName(), LONGEST_AGENT);
    }

    /** The text form; the link stands on a line of its own, and quoted lines begin with a bar. */
    public static String text(NoticeView notice) {
        ApprovalView message = notice.message();
        StringBuilder out = new StringBuilder();
        if (message.test()) {
            out.append("TEST: this message will not be delivered.\n\n");
        }
        out.append(plain(asked(notice))).append("\n\n");
        out.append(callText(notice));
        message.warnings()
                .forEach(warning ->
                        out.append("Look closely: ").append(plain(warning)).append('\n'));
        out.append(message.warnings().isEmpty() ? "" : "\n");
        for (Line line : Line.of(message)) {
            line.values().forEach(value -> out.append(line.label() + ": " + plain(value) + "\n"));
        }
        out.append('\n').append(barred(message.text())).append("End of the text\n\n");
        if (message.html() != null) {
            out.append("The email has an HTML part too; the page shows it.\n\n");
        }
        return out.append(plain(footer(notice))).append('\n').toString();
    }

    /** The HTML form: tables and inline styles, nothing loaded. */
    public static String html(NoticeView notice) {
        ApprovalView message = notice.message();
        String banner = message.test()
                ? row(
                        "padding:10px 28px;background:#e4ebfd;color:#1e3a8a;font-size:14px;",
                        "<strong>Test</strong>: will not be delivered")
                : "";
        String warnings = message.warnings().isEmpty()
                ? ""
                : row("padding:0 28px 20px;", """
                        <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0"><tr>
                        <td style="padding:12px 16px;background:#fff3d6;color:#5f3b00;border-radius:10px;\
                        font-size:15px;line-height:23px;">\
                        <strong>Look closely</strong><br>%s</td></tr></table>""".formatted(
                                message.warnings().stream().map(Notices::cell).collect(Collectors.joining("<br>\n"))));
        String lines = Line.of(message).stream().map(Notices::lineRow).collect(Collectors.joining());
        String body = message.text().isBlank()
                ? "<em style=\"color:#56626f;\">There is no text part.</em>"
                : Html.escape(shown(message.text()));
        String part = message.html() == null
                ? ""
                : "<p style=\"margin:8px 0 0;font-size:13px;color:#56626f;\">"
                        + "It has an HTML part too; the page shows it.</p>";
        return NoticeFrame.of(
                Html.attribute(subject(notice)),
                banner
                        + row(
                                "padding:28px 28px 6px;font-size:22px;line-height:29px;font-weight:600;color:#17202a;",
                                cell(asked(notice)))
                        + row(
                                "padding:0 28px 20px;font-size:15px;line-height:22px;color:#56626f;",
                                cell(meaning(notice)))
                        + button(notice)
                        + warnings
                        + row("padding:0 28px 8px;", NoticeFrame.table(lines))
                        + row("padding:8px 28px 24px;", NoticeFrame.quoted(body) + part)
                        + row(
                                "padding:18px 28px 26px;border-top:1px solid #e1e6eb;font-size:13px;line-height:20px;"
                                        + "color:#56626f;",
                                cell(footer(notice))));
    }

    private static String button(NoticeView notice) {
        String link = notice.link();
        if (link == null) {
            return "";
        }
        return row("padding:0 28px 24px;", NoticeFrame.button(Html.attribute(checked(link)), buttonLabel(notice)));
    }

    private static String buttonLabel(NoticeView notice) {
        return isDecision(notice) ? "Read it and decide" : "Open it";
    }

    private static String lineRow(Line line) {
        return """
                <tr><td valign="top" width="96" style="padding:3px 12px 3px 0;font-size:14px;line-height:21px;\
                color:#56626f;">%s</td><td valign="top" style="padding:3px 0;font-size:15px;line-height:21px;\
                color:#17202a;word-break:break-word;">%s</td></tr>
                """.formatted(
                        line.label(), line.values().stream().map(Notices::cell).collect(Collectors.joining("<br>\n")));
    }

    private static String row(String style, String content) {
        return "<tr><td style=\"" + style + "\">" + content + "</td></tr>\n";
    }

    /** One line as table content, in a run of its own direction. */
    private static String cell(String text) {
        return "<bdi>" + Html.attribute(text) + "</bdi>";
    }

    private static String callText(NoticeView notice) {
        String link = notice.link();
        if (link == null) {
            return plain(meaning(notice)) + "\n\n";
        }
        return plain(meaning(notice)) + "\n" + buttonLabel(notice) + ":\n\n" + checked(link) + "\n\n";
    }

    private static String opening(NoticeView notice) {
        boolean inbound = notice.message().kind().equals("inbound");
        if (isDecision(notice)) {
            return inbound ? "Release?" : "Approve?";
        }
        return inbound ? "Received:" : "Sent:";
    }

    private static String asked(NoticeView notice) {
        ApprovalView message = notice.message();
        String agent = message.agentName();
        if (!isDecision(notice)) {
            return agent + " has sent this email";
        }
        return switch (message.kind()) {
            case "inbound" -> "May " + agent + " read this email?";
            case "action" -> agent + " asks to do this";
            default -> agent + " wants to send this email";
        };
    }

    private static String meaning(NoticeView notice) {
        ApprovalView message = notice.message();
        if (!isDecision(notice)) {
            return "For your information: this mailbox sends by itself, and its approvers get a copy.";
        }
        String link = notice.link() == null
                ? "This notice carries no link: decide where you list what is pending."
                : "Opening the link changes nothing: you decide on the page, with a button.";
        Instant expires = message.expiresAt();
        return expires == null
                ? link
                : "It waits for " + Words.span(message.createdAt(), expires) + ", until " + Words.moment(expires)
                        + ", and then lapses. " + link;
    }

    private static String footer(NoticeView notice) {
        ApprovalView message = notice.message();
        String own = notice.link() == null || !isDecision(notice)
                ? "This copy is for " + notice.approver() + "."
                : "This link is for " + notice.approver() + " alone and decides once. Do not forward this email.";
        return own + " Message " + message.messageId() + ", asked " + Words.moment(message.createdAt()) + ".";
    }

    private static boolean isDecision(NoticeView notice) {
        return switch (notice.kind()) {
            case "decide" -> true;
            case "sent-copy" -> false;
            default -> throw new IllegalArgumentException("no such notice: " + notice.kind());
        };
    }

    /** The link comes from this service's own address, but a scheme that runs code must never get into a button. */
    private static String checked(String link) {
        String scheme = URI.create(link).getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw new IllegalArgumentException("not a web address");
        }
        return link;
    }

    private static String plain(String text) {
        return Invisibles.spelledOut(text).replace("\n", "[U+000A]").replace("\t", " ");
    }

    /** Each line behind a bar, so that no quoted line can pass for one of this notice's own. */
    private static String barred(String text) {
        return shown(text).lines().map(line -> "| " + line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String shown(String text) {
        return EmptyLines.counted(Invisibles.spelledOut(text.replace("\r\n", "\n")), "[", "]");
    }

    /** For a header: no controls, no hidden characters, single spaces, at most so many code points (RFC 5322 §2.2). */
    private static String oneLine(String text, int longest) {
        String flat = Invisibles.removed(text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " "))
                .replaceAll("\\s+", " ")
                .strip();
        if (flat.codePointCount(0, flat.length()) <= longest) {
            return flat;
        }
        return flat.substring(0, flat.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
    }

    /** A label and what belongs to it. */
    private record Line(String label, List<String> values) {
        static List<Line> of(ApprovalView message) {
            boolean action = message.kind().equals("action");
            return Stream.of(
                            new Line("From", action ? List.of() : List.of(message.fromLine())),
                            recipients("To", message.to()),
                            recipients("Copy (Cc)", message.cc()),
                            recipients("Hidden copy (Bcc)", message.bcc()),
                            new Line("Subject", List.of(message.subject())),
                            new Line(
                                    "Attachment",
                                    message.attachments().stream()
                                            .map(file -> file.name() + " (" + Words.size(file.size()) + ")")
                                            .toList()),
                            new Line("Mailbox", List.of(message.mailboxAddress() + " (" + message.mode() + ")")),
                            new Line("Operator", List.of(message.operator())))
                    .filter(line -> !line.values().isEmpty())
                    .toList();
        }

        private static Line recipients(String label, List<String> addresses) {
            return new Line(label, addresses.stream().map(Line::withOtherForm).toList());
        }

        private static String withOtherForm(String address) {
            String other = LookAlikes.otherForm(address);
            return other == null ? address : address + " [domain: " + other + "]";
        }
    }
}
