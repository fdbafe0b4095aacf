package dev.multimail.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox's id: {@code mbx_} and a key of ten Crockford base32 characters, which every id inside the mailbox carries.
 */
public record MailboxId(String key) {
    private static final Pattern FORM = Pattern.compile("mbx_[0-9A-HJKMNP-TV-Z]{10}");
    private static final String PREFIX = "mbx_";

    /** Reads {@code mbx_…}; empty if the text is not of that form. */
    public static Optional<MailboxId> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new MailboxId(text.substring(PREFIX.length())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return PREFIX + key;
    }
}
