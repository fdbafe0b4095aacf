package dev.multimail.message;

import java.util.Locale;

/** What a mailbox's agent or owner said of mail that came in. */
public enum SpamLabel {
    /** Nobody said anything; the receiving server's verdict stands. */
    NONE,
    SPAM,
    NOT_SPAM;

    /** The label as it goes over the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
