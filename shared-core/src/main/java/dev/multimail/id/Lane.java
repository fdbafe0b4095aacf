package dev.multimail.id;

import java.util.List;

/** One of the two sides of a mailbox: its live traffic or its test traffic. They never meet. */
public record Lane(MailboxId mailbox, boolean live) {
    /** Both sides of a mailbox, the live one first. */
    public static List<Lane> both(MailboxId mailbox) {
        return List.of(new Lane(mailbox, true), new Lane(mailbox, false));
    }
}
