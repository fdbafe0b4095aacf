package dev.multimail.mail;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as a small HTML document with inline styles, which is what mail clients keep. HTML inside Markdown is shown
 * as text, links have safe schemes only, and a line break in the source is one in the result, as in the plain text
 * beside it.
 */
final class MarkdownHtml {
    private static final List<Extension> EXTENSIONS =
            List.of(AutolinkExtension.create(), StrikethroughExtension.create(), TablesExtension.create());

    /** The two bounds keep nesting, and with it the renderer's recursion, far from the end of any thread's stack. */
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(50)
            .maxInlineNesting(50)
            .build();

    private static final Map<String, String> STYLES = Map.of(
            "blockquote", "margin:0 0 1em;padding-left:1em;border-left:3px solid #ccc;color:#555",
            "pre", "padding:0.8em;background:#f5f5f5;overflow:auto",
            "code", "font-family:monospace",
            "table", "border-collapse:collapse",
            "th", "padding:4px 8px;border:1px solid #ccc;text-align:left",
            "td", "padding:4px 8px;border:1px solid #ccc",
            "img", "max-width:100%");

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br />\n")
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                String style = STYLES.get(tag);
                if (style != null) {
                    attributes.put("style", style);
                }
            })
            .build();

    private static final String BEFORE = """
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            </head>
            <body style="font-family:sans-serif;font-size:15px;line-height:1.5">
            """;

    private MarkdownHtml() {}

    static String document(String markdown) {
        return BEFORE + RENDERER.render(PARSER.parse(markdown)) + "</body>\n</html>\n";
    }
}
