package dev.multimail.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What subscribers hear about. Each event has two names, as clients of two generations know it. */
public enum EventType {
    RECEIVED("email.received", "message.received"),
    QUEUED("email.queued", "message.queued"),
    SENT("email.sent", "message.sent"),
    DELIVERED("email.delivered", "message.delivered"),
    BOUNCED("email.bounced", "message.bounced"),
    COMPLAINED("email.complained", "message.complained"),
    FAILED("email.failed", "message.failed"),
    UNCONFIRMED("email.unconfirmed", "message.unconfirmed"),
    CANCELLED("email.cancelled", "message.cancelled"),
    EXPIRED("email.expired", "oversight.expired"),
    PENDING("email.pending", "oversight.pending"),
    APPROVED("email.approved", "oversight.approved"),
    REJECTED("email.rejected", "oversight.rejected");

    private final String emailName;
    private final String messageName;

    EventType(String emailName, String messageName) {
        this.emailName = emailName;
        this.messageName = messageName;
    }

    /** The name in the style of {@code email.received}. */
    public String emailName() {
        return emailName;
    }

    /** The name in the style of {@code message.received} and {@code oversight.pending}. */
    public String messageName() {
        return messageName;
    }

    /** Finds an event by either name. */
    public static Optional<EventType> parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.emailName.equals(wanted) || type.messageName.equals(wanted))
                .findFirst();
    }
}
