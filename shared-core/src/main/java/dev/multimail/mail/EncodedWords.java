package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Text outside ASCII as RFC 2047 encoded words: UTF-8, Q or B, whichever is shorter; no character is split. */
final class EncodedWords {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int WRAPPING = "=?UTF-8?B??=".length();
    private static final String LITERAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/";

    private EncodedWords() {}

    /**
     * The words whose decoded texts make up the given one when they follow each other.
     *
     * @param room the most characters of one word, at most 75 (RFC 2047 §2)
     */
    static List<String> encode(String text, int room) {
        boolean base64 = base64IsShorter(text.getBytes(UTF_8));
        List<String> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            int next = text.offsetByCodePoints(at, 1);
            byte[] character = text.substring(at, next).getBytes(UTF_8);
            int cost = base64 ? character.length : quotedLength(character);
            int length = base64 ? (used + cost + 2) / 3 * 4 : used + cost;
            if (used > 0 && length > room - WRAPPING) {
                words.add(word(word.toByteArray(), base64));
                word.reset();
                used = 0;
            }
            word.writeBytes(character);
            used += cost;
            at = next;
        }
        words.add(word(word.toByteArray(), base64));
        return words;
    }

    private static String word(byte[] bytes, boolean base64) {
        return base64
                ? "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?="
                : "=?UTF-8?Q?" + quoted(bytes) + "?=";
    }

    private static boolean base64IsShorter(byte[] bytes) {
        return (bytes.length + 2) / 3 * 4 < quotedLength(bytes);
    }

    private static int quotedLength(byte[] bytes) {
        int length = 0;
        for (byte octet : bytes) {
            length += octet == ' ' || LITERAL.indexOf(octet) >= 0 ? 1 : 3;
        }
        return length;
    }

    private static String quoted(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 2);
        for (byte octet : bytes) {
            if (octet == ' ') {
                out.append('_');
            } else if (LITERAL.indexOf(octet) >= 0) {
                out.append((char) octet);
            } else {
                HEX.toHexDigits(out.append('='), octet);
            }
        }
        return out.toString();
    }
}
