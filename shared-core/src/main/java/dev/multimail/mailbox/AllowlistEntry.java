package dev.multimail.mailbox;

import dev.multimail.message.ContentHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standing approval as its owner gave it.
 *
 * @param id made from the pattern, so that one pattern is one entry
 * @param pattern {@code a@x} or {@code *@x}, in lower case
 * @param addedBy who gave it, as the audit log names them
 * @param note the owner's own words, or null
 */
public record AllowlistEntry(
        String id,
        String pattern,
        String addedBy,
        Instant addedAt,
        @Nullable String note) {
    public static final int MAX_NOTE = 200;

    /** The id of a pattern's entry. */
    public static String idOf(String pattern) {
        return "alw_" + ContentHash.ofText("allowlist", pattern).substring(0, 20);
    }
}
