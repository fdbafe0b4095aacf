package dev.multimail.mailbox;

import dev.multimail.id.MailboxId;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a mailbox keeps its messages.
 *
 * @param kept from a message's creation on
 * @param nextAt when the sweep looks for messages that are older
 */
public record Retention(MailboxId mailbox, Duration kept, Instant nextAt) {
    /** The most days that can be asked for: ten years. */
    public static final int MAX_DAYS = 3_650;

    /** The same, to be looked at again at another time. */
    public Retention at(Instant next) {
        return new Retention(mailbox, kept, next);
    }
}
