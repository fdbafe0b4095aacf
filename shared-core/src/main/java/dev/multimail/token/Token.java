package dev.multimail.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A bearer token: {@code mm_live_} or {@code mm_test_}, 30 random base62 characters (178 bits), and 6 base62 characters
 * of the CRC-32 of all that precedes them. The checksum lets a mistyped token be refused without any I/O; it proves
 * nothing else.
 *
 * @param text the whole token, a secret; only its {@link #digest()} is ever stored
 * @param live false for a test token
 */
public record Token(String text, boolean live) {
    /** The form of a token as a regular expression, for secret scanners. */
    public static final String FORM = "mm_(live|test)_[0-9A-Za-z]{36}";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final String LIVE = "mm_live_";
    private static final String TEST = "mm_test_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SHOWN_LENGTH = 12;

    /** @throws IllegalArgumentException if the text is not a token, or not of the kind that {@code live} says */
    public Token {
        if (!isWellFormed(text) || live != text.startsWith(LIVE)) {
            throw new IllegalArgumentException("not a token");
        }
    }

    /** A fresh token; the generator must be cryptographically strong. */
    public static Token create(boolean live, RandomGenerator random) {
        StringBuilder text = new StringBuilder(live ? LIVE : TEST);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            // A bounded nextInt draws again rather than favour low values, so every character is equally likely.
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return new Token(text + checksum(text.toString()), live);
    }

    /** The token that this text is, or nothing if its form or checksum is wrong. */
    public static Optional<Token> parse(String text) {
        return isWellFormed(text) ? Optional.of(new Token(text, text.startsWith(LIVE))) : Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        if (!PATTERN.matcher(text).matches()) {
            return false;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).contentEquals(text.substring(end));
    }

    /** CRC-32 (ISO-HDLC) in base62, most significant digit first: 62^6 exceeds 2^32, so six digits hold it. */
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            digits.append(BASE62.charAt((int) (rest % BASE62.length())));
            rest /= BASE62.length();
        }
        return digits.reverse().toString();
    }

    /** The SHA-256 of the token in lower-case hex: what is stored and looked up. */
    public String digest() {
        return TokenDigest.of(text);
    }

    /** The first 12 characters, by which a person recognizes a token. */
    public String prefix() {
        return text.substring(0, SHOWN_LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token that && TokenDigest.sameSecret(text, that.text);
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    /** The prefix only: a token must not reach a log. */
    @Override
    public String toString() {
        return prefix() + "…";
    }
}
