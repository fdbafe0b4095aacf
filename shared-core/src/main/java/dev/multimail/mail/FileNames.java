package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How a file name is written beside an attachment. A simple name is a quoted string. Any other is an RFC 2231
 * {@code filename*}, in pieces if it is long, and in {@code name} an encoded word, which RFC 2047 does not foresee
 * there but older clients read.
 */
final class FileNames {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int PIECE = 55;
    private static final String ATTRIBUTE_CHARACTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`{|}~";

    private FileNames() {}

    /** {@code ; name=…} for Content-Type. */
    static String nameParameter(String name) {
        String value = isSimple(name) ? name : String.join("\r\n ", EncodedWords.encode(name, 66));
        return ";\r\n name=\"" + value + "\"";
    }

    /** {@code ; filename=…} for Content-Disposition (RFC 2183 §2.3). */
    static String filenameParameter(String name) {
        if (isSimple(name)) {
            return ";\r\n filename=\"" + name + "\"";
        }
        List<String> pieces = percentEncoded(name);
        if (pieces.size() == 1) {
            return ";\r\n filename*=UTF-8''" + pieces.getFirst();
        }
        StringBuilder out = new StringBuilder();
        for (int index = 0; index < pieces.size(); index++) {
            out.append(";\r\n filename*").append(index).append("*=");
            out.append(index == 0 ? "UTF-8''" : "").append(pieces.get(index));
        }
        return out.toString();
    }

    private static boolean isSimple(String name) {
        return name.length() <= PIECE
                && name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')
                && !name.contains("=?")
                // Some readers take what stands before two apostrophes for an RFC 2231 charset, with or without an
                // asterisk.
                && !name.contains("''");
    }

    private static List<String> percentEncoded(String name) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int at = 0; at < name.length(); ) {
            int next = name.offsetByCodePoints(at, 1);
            StringBuilder character = new StringBuilder();
            for (byte octet : name.substring(at, next).getBytes(UTF_8)) {
                if (ATTRIBUTE_CHARACTERS.indexOf(octet) >= 0) {
                    character.append((char) octet);
                } else {
                    HEX.toHexDigits(character.append('%'), octet);
                }
            }
            if (piece.length() + character.length() > PIECE) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(character);
            at = next;
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
