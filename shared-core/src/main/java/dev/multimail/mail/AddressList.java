package dev.multimail.mail;

import dev.multimail.message.Address;
import dev.multimail.message.NamedAddress;
import dev.multimail.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an address header (RFC 5322 §3.4, with the obsolete forms of §4.4): names, comments, groups and routes. Encoded
 * words are decoded after the structure is known, so that a decoded comma or bracket never makes an address. An entry
 * without an address that this project knows is left out, never guessed at.
 */
final class AddressList {
    private final String text;
    private final List<NamedAddress> found = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();
    /** The words outside quotes and comments, as an address without brackets is written; quotes are kept. */
    private final StringBuilder bare = new StringBuilder();

    private @Nullable String angle;
    private String comment = "";
    private int at;

    private AddressList(String text) {
        this.text = text;
    }

    /** The addresses in an unfolded header value, in order. */
    static List<NamedAddress> parse(String text) {
        AddressList list = new AddressList(text);
        list.run();
        return List.copyOf(list.found);
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment = comment();
                case '<' -> angle = angle();
                case ',', ';' -> {
                    entry();
                    at++;
                }
                case ':' -> {
                    reset();
                    at++;
                }
                default -> {
                    phrase.append(c);
                    bare.append(c);
                    at++;
                }
            }
        }
        entry();
    }

    private void quoted() {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            phrase.append(text.charAt(at++));
        }
        at = Math.min(text.length(), at + 1);
        bare.append(text, start, at);
    }

    private String comment() {
        StringBuilder inside = new StringBuilder();
        int depth = 0;
        do {
            char c = text.charAt(at++);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '\\' && at < text.length()) {
                inside.append(text.charAt(at++));
            } else {
                inside.append(c);
            }
        } while (depth > 0 && at < text.length());
        return inside.toString();
    }

    private String angle() {
        int start = ++at;
        boolean inQuotes = false;
        while (at < text.length() && (inQuotes || text.charAt(at) != '>')) {
            inQuotes ^= text.charAt(at) == '"';
            at++;
        }
        String inside = text.substring(start, at).strip();
        at = Math.min(text.length(), at + 1);
        // A source route, "<@relay:ann@example.com>", is ignored (RFC 5321 §C).
        return inside.startsWith("@") ? inside.substring(inside.indexOf(':') + 1) : inside;
    }

    private void entry() {
        String address = angle != null ? angle : bare.toString();
        String name = angle != null && !phrase.toString().isBlank() ? phrase.toString() : comment;
        try {
            String collapsed = HeaderFields.decoded(name.strip().replaceAll("\\s+", " "));
            found.add(new NamedAddress(collapsed, Address.parse(address)));
        } catch (Problem e) {
            // Not an address here: the class says that such entries are left out.
        }
        reset();
    }

    private void reset() {
        phrase.setLength(0);
        bare.setLength(0);
        angle = null;
        comment = "";
    }
}
