package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.multimail.message.Octets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How content travels in lines of ASCII (RFC 2045 §6), with the name that says so. */
record TransferEncoding(String name, Octets encoded) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LINE = 76;
    private static final int TEXT_LINE = 78;
    /** For so few octets more, text stays readable as it travels. */
    private static final int SMALL = 20;

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(LINE, new byte[] {'\r', '\n'});

    /**
     * Text: as it is where that is safe, else quoted-printable, else base64 if that is shorter. Every line break
     * becomes CRLF.
     */
    static TransferEncoding ofText(String text) {
        String lines = LINE_BREAK.matcher(text).replaceAll("\r\n");
        byte[] bytes = lines.getBytes(UTF_8);
        if (isSafeAsItIs(lines)) {
            return new TransferEncoding("7bit", Octets.owning(bytes));
        }
        String quoted = quotedPrintable(bytes);
        if (quoted.length() > bytes.length * 3L / 2 + SMALL) {
            return ofBytes(bytes);
        }
        return new TransferEncoding("quoted-printable", Octets.owning(quoted.getBytes(US_ASCII)));
    }

    /** Any octets, kept exactly. */
    static TransferEncoding ofBytes(byte[] bytes) {
        return new TransferEncoding("base64", Octets.owning(BASE64.encode(bytes)));
    }

    /**
     * Short ASCII lines that no relay changes: it may strip trailing space, quote "From " or mistake a lone dot for the
     * end.
     */
    private static boolean isSafeAsItIs(String lines) {
        for (String line : lines.split("\r\n", -1)) {
            boolean plain = line.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
            if (!plain
                    || line.length() > TEXT_LINE
                    || line.startsWith("From ")
                    || line.startsWith(".")
                    || line.endsWith(" ")
                    || line.endsWith("\t")) {
                return false;
            }
        }
        return true;
    }

    private static String quotedPrintable(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 5 / 4);
        int column = 0;
        for (int at = 0; at < bytes.length; at++) {
            byte octet = bytes[at];
            if (octet == '\r') {
                out.append("\r\n");
                at++;
                column = 0;
                continue;
            }
            boolean literal = isLiteral(bytes, at, column);
            int width = literal ? 1 : 3;
            if (column + width > LINE - 1) {
                out.append("=\r\n");
                column = 0;
                literal = isLiteral(bytes, at, column);
                width = literal ? 1 : 3;
            }
            if (literal) {
                out.append((char) octet);
            } else {
                HEX.toHexDigits(out.append('='), octet);
            }
            column += width;
        }
        return out.toString();
    }

    private static boolean isLiteral(byte[] bytes, int at, int column) {
        byte octet = bytes[at];
        if (octet == ' ' || octet == '\t') {
            return at + 1 < bytes.length && bytes[at + 1] != '\r';
        }
        boolean atLineStart = column == 0 && (octet == 'F' || octet == '.');
        return octet > ' ' && octet <= '~' && octet != '=' && !atLineStart;
    }
}
