package dev.multimail.local.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a stream of bytes, one at a time. No two streams have the same lines: each line ends with a line feed,
 * the last one too, a carriage return is a character of its line, and only UTF-8 is taken.
 */
final class ExactLines implements Iterator<String> {
    /** More than any record has: a row of DynamoDB has 400 kB, and JSON makes six characters of one at most. */
    static final int MAX_BYTES = 4 << 20;

    private static final int AT_ONCE = 1 << 16;

    private final InputStream from;
    private final byte[] read = new byte[AT_ONCE];
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long number;

    ExactLines(InputStream from) {
        this.from = from;
    }

    /** What is no line that was ever written. */
    static final class NoLine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long number;
        private final String why;

        NoLine(long number, String why) {
            super("line " + number + ": " + why);
            this.number = number;
            this.why = why;
        }

        /** The number of the line, counted from 1. */
        long number() {
            return number;
        }

        String why() {
            return why;
        }
    }

    /** @throws UncheckedIOException if the stream cannot be read */
    @Override
    public boolean hasNext() {
        if (at == end) {
            try {
                end = Math.max(from.read(read), 0);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            at = 0;
        }
        return at < end;
    }

    /**
     * The next line, without its line feed.
     *
     * @throws NoLine if it does not end, is longer than {@link #MAX_BYTES}, or is not UTF-8
     * @throws UncheckedIOException if the stream cannot be read
     */
    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more lines");
        }
        number++;
        line.reset();
        while (hasNext()) {
            int begun = at;
            while (at < end && read[at] != '\n') {
                at++;
            }
            line.write(read, begun, at - begun);
            if (line.size() > MAX_BYTES) {
                throw new NoLine(number, "it is longer than any record");
            }
            if (at < end) {
                at++;
                return text();
            }
        }
        throw new NoLine(number, "it does not end, as each line does: the file is cut off here");
    }

    private String text() {
        try {
            return utf8.decode(ByteBuffer.wrap(line.toByteArray())).toString();
        } catch (CharacterCodingException other) {
            throw new NoLine(number, "it is not UTF-8");
        }
    }
}
