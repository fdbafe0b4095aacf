package dev.multimail.audit;

import dev.multimail.identity.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands under a batch of the audit log's lines, so that no line before it can be changed unseen.
 *
 * @param number its place in the chain, from 1
 * @param before the digest of the seal before it; {@link #NONE} if it is the first
 * @param count how many lines it seals
 * @param records the digest of its lines
 */
public record Seal(long number, String before, int count, String records) {
    public static final String NONE = "0".repeat(64);

    /** The seal of these lines. A line holds no line break, so no two batches are hashed alike. */
    public static Seal of(long number, String before, List<String> lines) {
        Batch batch = new Batch();
        lines.forEach(batch::add);
        return batch.seal(number, before);
    }

    /** Lines that one seal covers, of which only the digest and the count are kept. */
    static final class Batch {
        private final MessageDigest lines = sha256();
        private int count;

        /** @throws IllegalArgumentException if the line holds a line break */
        void add(String line) {
            if (line.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line of the audit log holds no line break");
            }
            lines.update(line.getBytes(StandardCharsets.UTF_8));
            lines.update((byte) '\n');
            count++;
        }

        int count() {
            return count;
        }

        /** The seal of the lines; the batch is empty again. */
        Seal seal(long number, String before) {
            Seal seal = new Seal(number, before, count, HexFormat.of().formatHex(lines.digest()));
            count = 0;
            return seal;
        }
    }

    /** Its one text as JSON. */
    public String json() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("number", Long.toString(number));
        members.put("before", JsonText.string(before));
        members.put("count", Integer.toString(count));
        members.put("records", JsonText.string(records));
        return JsonText.object(members);
    }

    /** SHA-256 of its JSON, in hexadecimal. */
    public String digest() {
        return HexFormat.of().formatHex(sha256().digest(json().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
