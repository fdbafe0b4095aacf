package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.id.MessageId;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.Principal;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which messages of a mailbox a caller wants to see, and may. */
public record InboxFilter(
        Principal principal,
        @Nullable MessageState state,
        @Nullable String direction,
        @Nullable String sender,
        @Nullable String subject,
        @Nullable Instant after,
        @Nullable Instant before,
        @Nullable Boolean attachments,
        @Nullable MessageId since,
        Spam spam) {
    /** Whether spam is wanted. */
    public enum Spam {
        /** What was not reported. */
        ORDINARY,
        /** What the receiving server flagged and nobody spoke of. */
        FLAGGED,
        /** What was reported. */
        QUARANTINED,
        /** Both kinds, and nothing else. */
        ANY
    }

    /**
     * Reads the filters of a call.
     *
     * @throws Problem {@code invalid_field} naming the one that is wrong
     */
    public static InboxFilter of(Call<?> call) {
        return of(call, Spam.ORDINARY);
    }

    /** Reads the filters of a call that asks for spam, of both kinds if it names none. */
    public static InboxFilter ofSpam(Call<?> call) {
        return of(call, Spam.ANY);
    }

    private static InboxFilter of(Call<?> call, Spam otherwise) {
        Optional<String> status = call.queryParameter("status");
        Spam spam = status.map(text -> switch (text) {
                    case "spam_flagged" -> Spam.FLAGGED;
                    case "spam_quarantined" -> Spam.QUARANTINED;
                    default -> Spam.ORDINARY;
                })
                .orElse(otherwise);
        return new InboxFilter(
                call.principal(),
                spam == Spam.ORDINARY ? status.map(InboxFilter::state).orElse(null) : null,
                call.queryParameter("direction").map(InboxFilter::direction).orElse(null),
                call.queryParameter("sender").map(InboxFilter::lower).orElse(null),
                call.queryParameter("subject_contains").map(InboxFilter::lower).orElse(null),
                call.queryParameter("date_after")
                        .map(text -> time("date_after", text))
                        .orElse(null),
                call.queryParameter("date_before")
                        .map(text -> time("date_before", text))
                        .orElse(null),
                call.flag("has_attachments").orElse(null),
                call.queryParameter("since_id").map(InboxFilter::since).orElse(null),
                spam);
    }

    /** Whether a message is one of them. */
    public boolean matches(Message message) {
        if (message.matter() instanceof Matter.HeldAction || !Targets.visible(principal, message)) {
            return false;
        }
        return ofItsKind(message)
                && (state == null || message.state() == state)
                && (direction == null || direction.equals(direction(message)))
                && (sender == null || lower(from(message)).contains(sender))
                && (subject == null || lower(message.matter().subject()).contains(subject))
                && (after == null || message.createdAt().isAfter(after))
                && (before == null || message.createdAt().isBefore(before))
                && (attachments == null || attachments == hasAttachments(message));
    }

    private boolean ofItsKind(Message message) {
        return switch (spam) {
            case ORDINARY -> message.label() != SpamLabel.SPAM;
            case FLAGGED -> message.isFlagged();
            case QUARANTINED -> message.label() == SpamLabel.SPAM;
            case ANY -> message.isSpam();
        };
    }

    // Older clients know some states by longer names.
    private static MessageState state(String text) {
        String current = switch (text) {
            case "pending_send_approval", "pending_scan" -> "pending";
            case "pending_inbound_approval" -> "pending_inbound";
            case "send_failed" -> "failed";
            default -> text;
        };
        return MessageState.parse(current).orElseThrow(() -> invalid("status", "There is no status " + text + "."));
    }

    private static String direction(String text) {
        if (text.equals("inbound") || text.equals("outbound")) {
            return text;
        }
        throw invalid("direction", "direction is inbound or outbound.");
    }

    private static String direction(Message message) {
        return message.matter() instanceof Matter.Inbound ? "inbound" : "outbound";
    }

    private static String from(Message message) {
        return switch (message.matter()) {
            case Matter.Inbound inbound ->
                inbound.from() + " " + (inbound.fromName() == null ? "" : inbound.fromName());
            case Matter.Outbound outbound -> outbound.envelope().from().toString();
            case Matter.HeldAction _ -> "";
        };
    }

    private static boolean hasAttachments(Message message) {
        return switch (message.matter()) {
            case Matter.Inbound inbound -> inbound.attachments() > 0;
            case Matter.Outbound outbound -> outbound.attachments() > 0;
            case Matter.HeldAction _ -> false;
        };
    }

    static Instant time(String field, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(field, field + " is a time such as 2027-01-01T00:00:00Z.");
        }
    }

    private static MessageId since(String text) {
        Optional<MessageId> id = MessageId.parse(text);
        return id.orElseThrow(() -> invalid("since_id", "since_id is a message's id."));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
