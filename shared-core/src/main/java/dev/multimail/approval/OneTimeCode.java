package dev.multimail.approval;

import dev.multimail.id.MailboxId;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A short code that was mailed to an account's owner: whoever brings it acts with the owner's authorization. The code's
 * text is kept nowhere: it is derived from this record under one of the link keys.
 *
 * @param id one code for each id: a new one replaces the old one
 * @param mailbox the mailbox that it is about, or null where it is about the account
 * @param what what the code allows, exactly
 * @param to whom it was mailed
 * @param keyId the key that it is derived under, or null until it is mailed
 * @param asked when codes with this id were asked for during the last hour, this one last
 * @param tries how often a wrong text was brought
 * @param mailedAt when it left, or null
 * @param usedAt when it was redeemed, or null
 */
public record OneTimeCode(
        String id,
        String accountId,
        @Nullable MailboxId mailbox,
        String what,
        Address to,
        @Nullable String keyId,
        List<Instant> asked,
        Instant expiresAt,
        int version,
        int tries,
        @Nullable Instant mailedAt,
        @Nullable Instant usedAt) {
    public static final Duration LIFETIME = Duration.ofHours(24);
    public static final Duration HOUR = Duration.ofHours(1);
    public static final int MAX_AN_HOUR = 3;
    public static final int MAX_TRIES = 5;

    // No letter or digit that people take for another one.
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 6;

    public OneTimeCode {
        asked = List.copyOf(asked);
    }

    /**
     * The text to mail, such as {@code A7X-29K}, under the key that is current now: 30 bits, of which
     * {@link #MAX_TRIES} guesses find nothing.
     */
    public String text(ApprovalLink.Keys keys) {
        String letters = letters(keys.current(), keys).orElseThrow();
        return letters.substring(0, 3) + "-" + letters.substring(3);
    }

    /** Whether this is the text, brought in time, once and not after too many wrong ones. */
    public boolean redeemedBy(String text, ApprovalLink.Keys keys, Instant now) {
        if (keyId == null || usedAt != null || tries >= MAX_TRIES || !now.isBefore(expiresAt)) {
            return false;
        }
        byte[] given = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        return letters(keyId, keys)
                .filter(letters -> MessageDigest.isEqual(letters.getBytes(StandardCharsets.UTF_8), given))
                .isPresent();
    }

    /** The code after a wrong try. */
    public OneTimeCode tried() {
        return next(tries + 1, keyId, mailedAt, usedAt);
    }

    /** The code once its text left that was derived under this key. */
    public OneTimeCode mailed(Instant at, String underKey) {
        return next(tries, underKey, at, usedAt);
    }

    /** The code once it was redeemed. */
    public OneTimeCode used(Instant at) {
        return next(tries, keyId, mailedAt, at);
    }

    private OneTimeCode next(int nextTries, @Nullable String key, @Nullable Instant mailed, @Nullable Instant used) {
        return new OneTimeCode(
                id, accountId, mailbox, what, to, key, asked, expiresAt, version + 1, nextTries, mailed, used);
    }

    /** Fresh letters that no code is derived from, for naming one: {@code count} of the alphabet of codes. */
    public static String handle(RandomGenerator random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int index = 0; index < count; index++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    private Optional<String> letters(String key, ApprovalLink.Keys keys) {
        String text = String.join("\0", "one-time code", id, accountId, what, to.toString(), expiresAt.toString());
        return keys.mac(key, Octets.owning(text.getBytes(StandardCharsets.UTF_8)))
                .map(mac -> {
                    byte[] bytes = mac.toByteArray();
                    StringBuilder letters = new StringBuilder();
                    for (int index = 0; index < LENGTH; index++) {
                        letters.append(ALPHABET.charAt(bytes[index] & 31));
                    }
                    return letters.toString();
                });
    }
}
