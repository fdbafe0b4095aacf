package dev.multimail.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * Octets as text, whatever charset they claim: one that is missing, unknown or too narrow to be true gives UTF-8 if the
 * octets are that, else windows-1252, which has a character for nearly every octet.
 */
final class CharsetFallback {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private CharsetFallback() {}

    static String decode(byte[] bytes, @Nullable String claimed) {
        Charset charset = known(claimed);
        if (charset == null || charset.equals(US_ASCII)) {
            return guess(bytes);
        }
        // As browsers do: mail that says ISO-8859-1 often holds the quotes and the euro sign of windows-1252.
        return new String(bytes, charset.equals(ISO_8859_1) ? WINDOWS_1252 : charset);
    }

    static String guess(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }

    private static @Nullable Charset known(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
