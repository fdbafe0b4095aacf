package dev.multimail.mail;

import dev.multimail.message.NamedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Header lines as they go out: ASCII, ended by CRLF, folded at 78 characters where the text has a place to fold and
 * never longer than 998 (RFC 5322 §2.1.1). The texts are checked here too, so that no way into a mail avoids it.
 */
final class HeaderLines {
    private static final int FOLD_AT = 78;
    private static final int UNBREAKABLE = 900;
    private static final Pattern ATOMS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private final StringBuilder lines = new StringBuilder();

    /** A text for people, such as a subject. */
    void text(String name, String value) {
        HeaderText.requireSafe(name, value);
        boolean plain = isPlain(value) && longestWord(value) < FOLD_AT - 2 - name.length();
        fold(name, plain ? List.of(value.split(" ", -1)) : EncodedWords.encode(value, room(name)));
    }

    /**
     * A text for machines: its words stay whole up to 900 characters. A longer one, such as a large signature, is
     * broken, and its reader takes the white space out again, as for DKIM (RFC 6376 §3.5).
     */
    void token(String name, String value) {
        HeaderText.requireFieldName(name);
        HeaderText.requireSafe(name, value);
        if (!isPlain(value)) {
            fold(name, EncodedWords.encode(value, room(name)));
            return;
        }
        List<String> words = new ArrayList<>();
        for (String word : value.split(" ", -1)) {
            int piece = word.length() > UNBREAKABLE ? FOLD_AT - 2 : UNBREAKABLE;
            for (int at = 0; at < word.length(); at += piece) {
                words.add(word.substring(at, Math.min(word.length(), at + piece)));
            }
        }
        fold(name, words);
    }

    void addresses(String name, List<NamedAddress> addresses) {
        List<String> words = new ArrayList<>();
        for (NamedAddress named : addresses) {
            String displayName = named.name();
            if (displayName == null) {
                words.add(named.address() + ",");
            } else {
                HeaderText.requireSafe(name, displayName);
                words.addAll(phrase(displayName, room(name)));
                words.add("<" + named.address() + ">,");
            }
        }
        String last = words.removeLast();
        words.add(last.substring(0, last.length() - 1));
        fold(name, words);
    }

    void messageIds(String name, List<String> ids) {
        List<String> words = new ArrayList<>();
        for (String id : ids) {
            HeaderText.requireMessageId(name, id);
            words.add("<" + id + ">");
        }
        fold(name, words);
    }

    /** Lines that are built already. */
    void add(String finished) {
        lines.append(finished);
    }

    private static List<String> phrase(String name, int room) {
        if (ATOMS.matcher(name).matches() && isPlain(name) && longestWord(name) < room) {
            return List.of(name.split(" ", -1));
        }
        String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return isPlain(name) && quoted.length() < room ? List.of(quoted) : EncodedWords.encode(name, room);
    }

    /**
     * Printable ASCII with single inner spaces that no reader takes for an encoded word: it can be folded at any space.
     */
    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~')
                && !value.contains("=?")
                && !value.contains("  ")
                && value.equals(value.strip());
    }

    private static int longestWord(String value) {
        int longest = 0;
        for (String word : value.split(" ", -1)) {
            longest = Math.max(longest, word.length());
        }
        return longest;
    }

    private static int room(String name) {
        return Math.max(40, Math.min(75, FOLD_AT - 2 - name.length()));
    }

    private void fold(String name, List<String> words) {
        lines.append(name).append(':');
        int column = name.length() + 1;
        boolean first = true;
        for (String word : words) {
            if (word.isEmpty()) {
                continue;
            }
            if (!first && column + 1 + word.length() > FOLD_AT) {
                lines.append("\r\n");
                column = 0;
            }
            lines.append(' ').append(word);
            column += 1 + word.length();
            first = false;
        }
        lines.append("\r\n");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
