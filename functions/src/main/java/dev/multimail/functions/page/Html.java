package dev.multimail.functions.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns any text into HTML that shows it: nothing in it can open a tag, leave an attribute or hide. */
final class Html {
    private static final Pattern REFERENCE = Pattern.compile("&#([xX]0*[0-9a-fA-F]{1,8}|0*[0-9]{1,9});?");
    private static final Pattern NAMED_INVISIBLE = Pattern.compile(
            "&(?:shy;?|(?:lrm|rlm|zwj|zwnj|ZeroWidthSpace|NoBreak|InvisibleTimes|InvisibleComma|af|it|ic);)");

    private static final Pattern META = Pattern.compile("<(?=/?meta)", Pattern.CASE_INSENSITIVE);

    private Html() {}

    /** The five characters that mean something to an HTML parser, as character references. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> out.append(escaped(point)));
        return out.toString();
    }

    /** Text of many lines (kept), with characters that hide shown as marks. */
    static String lines(String text) {
        return Invisibles.render(text.replace("\r\n", "\n"), Html::escaped, Html::mark);
    }

    /** Text of one line: a line break in it is a mark too. */
    static String line(String text) {
        return Invisibles.render(
                text, point -> point == '\n' || point == '\t' ? mark(point) : escaped(point), Html::mark);
    }

    /** One line for an attribute or a title, where no markup is possible: hidden characters spelled out. */
    static String attribute(String text) {
        return escape(Invisibles.spelledOut(text).replace("\n", "[U+000A]").replace("\t", " "));
    }

    /** One line in an isolated run of text (UAX #9), so that its direction moves nothing around it. */
    static String isolated(String text) {
        return "<bdi>" + line(text) + "</bdi>";
    }

    /**
     * Somebody's HTML with characters that hide spelled out, be they written as such or as character references, and
     * without {@code meta} elements. It is as dangerous as before: only for a sandboxed frame.
     */
    static String withVisibleMarks(String html) {
        // A refresh leads nowhere from the frame, but the attempt would leave the frame blank and its content unread.
        Matcher matcher = REFERENCE.matcher(META.matcher(html).replaceAll("<no-"));
        String numbers =
                matcher.replaceAll(found -> Matcher.quoteReplacement(spelledOut(found.group(), found.group(1))));
        String named = NAMED_INVISIBLE
                .matcher(numbers)
                .replaceAll(found -> "[" + found.group().substring(1).replace(";", "") + "]");
        return Invisibles.spelledOut(named.replace("\r\n", "\n"));
    }

    private static String spelledOut(String reference, String digits) {
        boolean hex = digits.charAt(0) == 'x' || digits.charAt(0) == 'X';
        int point = hex ? Integer.parseUnsignedInt(digits.substring(1), 16) : Integer.parseInt(digits);
        return Character.isValidCodePoint(point) && Invisibles.in(Character.toString(point))
                ? "[" + Invisibles.code(point) + "]"
                : reference;
    }

    private static String mark(int point) {
        return "<b class=\"mark\" title=\"" + escape(Invisibles.name(point)) + "\">" + Invisibles.code(point) + "</b>";
    }

    private static String escaped(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> Character.toString(point);
        };
    }
}
