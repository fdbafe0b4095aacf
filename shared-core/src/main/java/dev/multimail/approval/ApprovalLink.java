package dev.multimail.approval;

import dev.multimail.message.Octets;
import dev.multimail.token.HmacSha256;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an approver's link stands for: one person's right to decide about one content of one message, until a moment,
 * once. Whether it was used, and whether the message still waits with this content, is the message row's business.
 *
 * <p>The token is {@code apl_}, the base64url of the payload, a full stop, and the base64url of the payload's
 * HMAC-SHA256. The payload is version 1, the key's id, and the fields, each with its length before it. Exactly one text
 * opens as a payload.
 *
 * @param contentHash SHA-256 of what the approver was shown, lower-case hex
 * @param approver the approver's address
 * @param expiresAt the first moment at which the link no longer decides; cut to whole seconds
 * @param nonce the link's own id (a {@code jti}), by which its single use is recorded
 */
public record ApprovalLink(String messageId, String contentHash, String approver, Instant expiresAt, String nonce) {
    private static final String PREFIX = "apl_";
    private static final byte VERSION = 1;
    private static final int LONGEST_TOKEN = 4096;
    private static final int LONGEST_FIELD = 512;

    /** @throws IllegalArgumentException if a field is empty, longer than 512 bytes of UTF-8, or not text */
    public ApprovalLink {
        for (String field : List.of(messageId, contentHash, approver, nonce)) {
            int length = utf8(field).length;
            if (length == 0 || length > LONGEST_FIELD) {
                throw new IllegalArgumentException("a field of an approval link has 1 to 512 bytes");
            }
        }
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * The keys of links and page nonces. Links signed under any of them open; new ones are signed under the current.
     *
     * @param current the id of the key that signs
     * @param byId 32-byte keys by their ids (1 to 32 letters, digits, {@code _} or {@code -})
     */
    public record Keys(String current, Map<String, Octets> byId) {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
        private static final int KEY_LENGTH = 32;

        /** @throws IllegalArgumentException if the current key is missing, or an id or a key has another form */
        public Keys {
            byId = Map.copyOf(byId);
            boolean sound = byId.entrySet().stream()
                    .allMatch(entry -> ID.matcher(entry.getKey()).matches()
                            && entry.getValue().size() == KEY_LENGTH);
            if (!sound || !byId.containsKey(current)) {
                throw new IllegalArgumentException("approval keys have 32 bytes each, and the current one among them");
            }
        }

        /** The MAC of a text under a key, or nothing if there is no such key. */
        Optional<Octets> mac(String id, Octets text) {
            return Optional.ofNullable(byId.get(id)).map(key -> HmacSha256.of(key, text));
        }
    }

    /** What a token turns out to be. */
    public sealed interface Opened {
        /** Signed by this service and not expired. */
        record Valid(ApprovalLink link) implements Opened {}

        /** Signed by this service, but its time is over. */
        record Expired(ApprovalLink link) implements Opened {}

        /** Not signed by this service, or changed on the way. */
        record Invalid() implements Opened {}
    }

    /** The token of a link, under the current key. */
    public static String sign(ApprovalLink link, Keys keys) {
        Octets payload = link.payload(keys.current());
        Octets mac = keys.mac(keys.current(), payload).orElseThrow();
        return PREFIX + encode(payload.toByteArray()) + "." + encode(mac.toByteArray());
    }

    /** Opens a token. Never throws: whatever is not a token that this service signed is {@link Opened.Invalid}. */
    public static Opened open(String token, Keys keys, Instant now) {
        int dot = token.indexOf('.');
        if (token.length() > LONGEST_TOKEN || !token.startsWith(PREFIX) || dot < 0) {
            return new Opened.Invalid();
        }
        Optional<byte[]> payload = decode(token.substring(PREFIX.length(), dot));
        Optional<byte[]> mac = decode(token.substring(dot + 1));
        if (payload.isEmpty() || mac.isEmpty()) {
            return new Opened.Invalid();
        }
        Optional<ApprovalLink> link = authentic(Octets.owning(payload.get()), mac.get(), keys);
        if (link.isEmpty()) {
            return new Opened.Invalid();
        }
        boolean inTime = now.isBefore(link.get().expiresAt());
        return inTime ? new Opened.Valid(link.get()) : new Opened.Expired(link.get());
    }

    private static Optional<ApprovalLink> authentic(Octets payload, byte[] mac, Keys keys) {
        ByteBuffer in = ByteBuffer.wrap(payload.toByteArray());
        try {
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            // The key's id is read before anything is proved; it only chooses among this service's own keys.
            Optional<Octets> expected = keys.mac(field(in), payload);
            if (expected.isEmpty() || !MessageDigest.isEqual(expected.get().toByteArray(), mac)) {
                return Optional.empty();
            }
            ApprovalLink link =
                    new ApprovalLink(field(in), field(in), field(in), Instant.ofEpochSecond(in.getLong()), field(in));
            return in.hasRemaining() ? Optional.empty() : Optional.of(link);
        } catch (BufferUnderflowException | CharacterCodingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Octets payload(String keyId) {
        List<byte[]> texts = List.of(utf8(keyId), utf8(messageId), utf8(contentHash), utf8(approver), utf8(nonce));
        int length = 1
                + Long.BYTES
                + texts.stream().mapToInt(text -> Short.BYTES + text.length).sum();
        ByteBuffer out = ByteBuffer.allocate(length).put(VERSION);
        texts.subList(0, 4).forEach(text -> out.putShort((short) text.length).put(text));
        out.putLong(expiresAt.getEpochSecond());
        out.putShort((short) texts.get(4).length).put(texts.get(4));
        return Octets.owning(out.array());
    }

    private static String field(ByteBuffer in) throws CharacterCodingException {
        int length = in.getShort();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a field of an approval link is not text", e);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The bytes of base64url text that encodes to itself again: the decoder alone would ignore unused bits and padding.
     */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
