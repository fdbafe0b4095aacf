package dev.multimail.mail;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of a mail's parts are its text, and how it reads (RFC 2046 §5.1). */
final class ReadableText {
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r");

    private ReadableText() {}

    /** What an agent reads: plain text where an alternative offers it, else HTML as Markdown; lines ended by LF. */
    static String of(Entity entity) {
        return switch (entity) {
            case Entity.Leaf leaf -> leaf.isHtml() && leaf.isText() ? HtmlText.toMarkdown(leaf.decoded()) : plain(leaf);
            case Entity.Multipart(String subtype, List<Entity> parts) -> {
                if (subtype.equals("alternative")) {
                    String plain = firstWithText(parts, ReadableText::plain);
                    yield plain.isBlank() ? firstWithText(parts.reversed(), ReadableText::of) : plain;
                }
                yield joined(parts, ReadableText::of, "\n\n");
            }
        };
    }

    /** The HTML body as it came, empty if there is none. */
    static String html(Entity entity) {
        return switch (entity) {
            case Entity.Leaf leaf -> leaf.isHtml() && leaf.isText() ? leaf.decoded() : "";
            case Entity.Multipart(String subtype, List<Entity> parts) ->
                subtype.equals("alternative")
                        ? firstWithText(parts.reversed(), ReadableText::html)
                        : joined(parts, ReadableText::html, "\n");
        };
    }

    private static String plain(Entity entity) {
        return switch (entity) {
            case Entity.Leaf leaf ->
                leaf.isPlain() && leaf.isText()
                        ? LINE_BREAK.matcher(leaf.decoded()).replaceAll("\n").stripTrailing()
                        : "";
            case Entity.Multipart(String subtype, List<Entity> parts) ->
                subtype.equals("alternative")
                        ? firstWithText(parts, ReadableText::plain)
                        : joined(parts, ReadableText::plain, "\n\n");
        };
    }

    private static String firstWithText(List<Entity> parts, Function<Entity, String> reading) {
        for (Entity part : parts) {
            String text = reading.apply(part);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static String joined(List<Entity> parts, Function<Entity, String> reading, String separator) {
        return parts.stream().map(reading).filter(text -> !text.isBlank()).collect(Collectors.joining(separator));
    }
}
