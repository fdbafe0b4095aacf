package dev.multimail.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A thread's id: {@code thr_}, a ULID, the mailbox's key, and {@code T} for test traffic. */
public record ThreadId(String ulid, MailboxId mailbox, boolean live) {
    private static final Pattern FORM = Pattern.compile("thr_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{10})(T?)");

    /** Reads {@code thr_…}; empty if the text is not of that form. */
    public static Optional<ThreadId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        MailboxId mailbox = new MailboxId(matcher.group(2));
        return Optional.of(
                new ThreadId(matcher.group(1), mailbox, matcher.group(3).isEmpty()));
    }

    /** The thread that a message opens. */
    public static ThreadId openedBy(MessageId message) {
        return new ThreadId(message.ulid(), message.mailbox(), message.live());
    }

    /** Reads an id that this service wrote itself. */
    public static ThreadId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a thread id: " + text));
    }

    @Override
    public String toString() {
        return "thr_" + ulid + mailbox.key() + (live ? "" : "T");
    }
}
