package dev.multimail.mail;

import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * HTML as Markdown for reading: headings, emphasis, links, lists, quotes, code, and a table's row on one line. What a
 * person would not see is left out (scripts, styles, elements hidden by attribute or inline style). Characters are not
 * escaped, so that text reads as it was written. Time grows with the input's length alone, and nesting and length are
 * bounded.
 */
final class HtmlText {
    private static final int MAX_LENGTH = 2_000_000;
    private static final int MAX_DEPTH = 100;

    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "head",
            "title",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "math",
            "textarea",
            "select");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "form");
    private static final Set<String> LINES = Set.of(
            "div",
            "tr",
            "li",
            "dt",
            "dd",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "address",
            "figure",
            "figcaption",
            "center",
            "caption",
            "fieldset");

    private final MarkdownLines out = new MarkdownLines();
    /** How many items of a numbered list were written: asking each item for its index would take quadratic time. */
    private final IdentityHashMap<Element, Integer> counts = new IdentityHashMap<>();

    private HtmlText() {}

    static String toMarkdown(String html) {
        String bounded = html.length() > MAX_LENGTH ? html.substring(0, MAX_LENGTH) : html;
        Document document = Jsoup.parse(bounded, "", Parser.htmlParser().setMaxDepth(MAX_DEPTH));
        HtmlText reading = new HtmlText();
        reading.children(document.body());
        return reading.out.finish();
    }

    private void children(Element parent) {
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode text) {
                out.text(text.getWholeText());
            } else if (child instanceof Element element && !isHidden(element)) {
                element(element);
            }
        }
    }

    private void element(Element element) {
        String tag = element.normalName();
        boolean paragraph = PARAGRAPHS.contains(tag) && !(isList(tag) && insideListItem(element));
        boolean block = paragraph || PARAGRAPHS.contains(tag) || LINES.contains(tag);
        int breaks = paragraph ? 2 : 1;
        if (block) {
            out.breakLine(breaks);
        }
        inside(element, tag);
        if (block) {
            out.breakLine(breaks);
        }
    }

    private void inside(Element element, String tag) {
        switch (tag) {
            case "br" -> out.lineBreak();
            case "hr" -> out.text("---");
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                out.open("#".repeat(tag.charAt(1) - '0') + " ");
                children(element);
                out.close("#".repeat(tag.charAt(1) - '0') + " ", "");
            }
            case "b", "strong" -> emphasis(element, "**");
            case "i", "em" -> emphasis(element, "_");
            case "s", "del", "strike" -> emphasis(element, "~~");
            case "a" -> link(element);
            case "img" -> image(element);
            case "code", "kbd", "samp" -> emphasis(element, out.isPreformatted() ? "" : "`");
            case "pre" -> preformatted(element);
            case "blockquote" -> {
                out.indent("> ");
                children(element);
                out.unindent();
            }
            case "li" -> {
                out.item(marker(element));
                children(element);
                out.unindent();
            }
            case "td", "th" -> {
                if (element.previousElementSibling() != null && element.hasText()) {
                    out.cell();
                }
                children(element);
            }
            default -> children(element);
        }
    }

    private void emphasis(Element element, String mark) {
        if (mark.isEmpty()) {
            children(element);
            return;
        }
        out.open(mark);
        children(element);
        out.close(mark, mark);
    }

    private void link(Element element) {
        String target = webAddress(element.attr("href"));
        boolean shownAlready =
                target == null || element.text().strip().equals(target.replaceFirst("^(mailto|tel):", ""));
        if (shownAlready) {
            children(element);
            return;
        }
        out.open("[");
        children(element);
        out.close("[", "](" + target + ")");
    }

    private void image(Element element) {
        String alternative = HeaderText.clean(element.attr("alt"));
        String source = webAddress(element.attr("src"));
        if (!alternative.isEmpty()) {
            out.text(source == null ? alternative : "![" + alternative + "](" + source + ")");
        }
    }

    private void preformatted(Element element) {
        out.open("```\n");
        out.preformatted(true);
        children(element);
        out.preformatted(false);
        out.close("```\n", "\n```");
    }

    private static boolean isList(String tag) {
        return tag.equals("ul") || tag.equals("ol");
    }

    private static boolean insideListItem(Element list) {
        Element parent = list.parent();
        return parent != null && (parent.normalName().equals("li") || isList(parent.normalName()));
    }

    private String marker(Element item) {
        Element list = item.parent();
        return list != null && list.normalName().equals("ol") ? counts.merge(list, 1, Integer::sum) + ". " : "- ";
    }

    private static @Nullable String webAddress(String target) {
        String stripped = target.strip();
        boolean known = stripped.matches("(?is)(https?|mailto|tel|cid):.+");
        return known && stripped.chars().allMatch(c -> c > ' ' && c != 0x7F) ? stripped : null;
    }

    private static boolean isHidden(Element element) {
        if (UNSEEN.contains(element.normalName()) || element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style").replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        return style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all");
    }
}
