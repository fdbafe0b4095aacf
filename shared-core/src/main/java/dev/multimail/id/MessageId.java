package dev.multimail.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message's id: {@code msg_}, a ULID that sorts by creation, the mailbox's key, and {@code T} for test traffic. It
 * tells where the row lives, so that no look-up index is needed.
 */
public record MessageId(String ulid, MailboxId mailbox, boolean live) implements Comparable<MessageId> {
    private static final Pattern FORM = Pattern.compile("msg_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{10})(T?)");

    /** Reads {@code msg_…}; empty if the text is not of that form. */
    public static Optional<MessageId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        MailboxId mailbox = new MailboxId(matcher.group(2));
        return Optional.of(
                new MessageId(matcher.group(1), mailbox, matcher.group(3).isEmpty()));
    }

    /** Reads an id that this service wrote itself. */
    public static MessageId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a message id: " + text));
    }

    /** The partition that the message's row lives in. */
    public Lane lane() {
        return new Lane(mailbox, live);
    }

    @Override
    public int compareTo(MessageId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "msg_" + ulid + mailbox.key() + (live ? "" : "T");
    }
}
