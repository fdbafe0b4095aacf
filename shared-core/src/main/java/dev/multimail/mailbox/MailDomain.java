package dev.multimail.mailbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain that an account brought along for its mailboxes.
 *
 * @param name in lower case, such as {@code agents.example.com}
 * @param dkimTokens the selectors of its DKIM records (AWS: Easy DKIM)
 * @param verifiedAt when its DKIM records were seen for the first time, or null
 * @param version counts the changes
 */
public record MailDomain(
        String id,
        String accountId,
        String name,
        List<String> dkimTokens,
        Instant createdAt,
        @Nullable Instant verifiedAt,
        int version) {
    /** An account has at most this many. */
    public static final int MAX_OF_ACCOUNT = 50;

    public MailDomain {
        dkimTokens = List.copyOf(dkimTokens);
    }

    /** The same domain, once its records were seen. */
    public MailDomain verified(Instant at) {
        return verifiedAt == null ? new MailDomain(id, accountId, name, dkimTokens, createdAt, at, version + 1) : this;
    }
}
