package dev.multimail.mail;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lines of Markdown as they grow: collapses white space as a browser does, and holds breaks, spaces and opening marks
 * back until there is text for them.
 */
final class MarkdownLines {
    /** Deeper quotes and lists look like this depth: each level costs its prefix on every line. */
    private static final int MAX_PREFIXES = 10;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder marks = new StringBuilder();
    private final Deque<Integer> prefixLengths = new ArrayDeque<>();
    private String prefix = "";
    private String item = "";
    private String itemPrefix = "";
    private String lastPrefix = "";
    private int breaks;
    private boolean space;
    private boolean cell;
    private boolean preformatted;

    /** Text as it stands in the source. */
    void text(String text) {
        for (int at = 0; at < text.length(); at++) {
            character(text.charAt(at));
        }
    }

    private void character(char c) {
        boolean invisible = c == '\u200B' || c == '\uFEFF' || c == '\u00AD' || c == '\u034F' || c == '\r';
        if (preformatted && c == '\n') {
            lineBreak();
        } else if (!preformatted && (Character.isWhitespace(c) || c == '\u00A0')) {
            space = true;
        } else if (!invisible && (c == '\t' || !Character.isISOControl(c))) {
            settle();
            out.append(c);
        }
    }

    /** Writes what was held back: there is text now. */
    private void settle() {
        String start = item.isEmpty() ? prefix : itemPrefix;
        if (out.isEmpty()) {
            out.append(start);
        } else if (breaks > 0) {
            int lines = preformatted ? breaks : Math.min(breaks, 2);
            for (int line = 1; line <= lines; line++) {
                out.append('\n').append(line < lines ? common(lastPrefix, start).stripTrailing() : start);
            }
        } else if (cell) {
            out.append(" | ");
        } else if (space && item.isEmpty()) {
            out.append(' ');
        }
        lastPrefix = start;
        out.append(item);
        item = "";
        breaks = 0;
        space = false;
        cell = false;
        for (int at = 0; at < marks.length(); at++) {
            out.append(marks.charAt(at));
            if (marks.charAt(at) == '\n') {
                out.append(prefix);
            }
        }
        marks.setLength(0);
    }

    /** An empty line between two blocks belongs to what both stand in. */
    private static String common(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    /** Before the next text there are at least so many line breaks; none before the first text. */
    void breakLine(int atLeast) {
        breaks = Math.max(breaks, atLeast);
    }

    /** One more line break. */
    void lineBreak() {
        breaks++;
    }

    /** Before the next text on the same line stands a cell's border. */
    void cell() {
        cell = true;
    }

    /** A mark that stands before the next text. */
    void open(String mark) {
        marks.append(mark);
    }

    /** Ends what {@link #open} began: without text since, both marks vanish. */
    void close(String opened, String mark) {
        int start = marks.length() - opened.length();
        if (start >= 0 && marks.substring(start).equals(opened)) {
            marks.setLength(start);
        } else {
            out.append(mark.replace("\n", "\n" + prefix));
        }
    }

    void preformatted(boolean on) {
        preformatted = on;
        if (!on) {
            breaks = 0;
        }
    }

    boolean isPreformatted() {
        return preformatted;
    }

    /** Every further line starts with this, until {@link #unindent}. */
    void indent(String with) {
        prefixLengths.push(prefix.length());
        if (prefixLengths.size() <= MAX_PREFIXES) {
            prefix += with;
            item += item.isEmpty() ? "" : with;
        }
    }

    /** A list item: its marker before its first text, as much space before its further lines. */
    void item(String marker) {
        if (prefixLengths.size() >= MAX_PREFIXES) {
            indent("");
            return;
        }
        itemPrefix = item.isEmpty() ? prefix : itemPrefix;
        String pending = item;
        item = "";
        indent(" ".repeat(marker.length()));
        item = pending + marker;
    }

    void unindent() {
        prefix = prefix.substring(0, prefixLengths.pop());
        item = "";
    }

    String finish() {
        return out.toString().strip();
    }
}
