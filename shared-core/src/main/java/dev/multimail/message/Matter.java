package dev.multimail.message;

import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.policy.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message is about: the part that never changes. */
public sealed interface Matter {
    /** What lists show as the subject. */
    String subject();

    /**
     * Mail that an agent sends.
     *
     * @param attachments how many files it carries
     * @param size the built message in bytes, without the headers that are added when it leaves
     * @param answers the message that it replies to
     * @param metadata the agent's own notes, never sent
     */
    record Outbound(
            ThreadId thread,
            Envelope envelope,
            @Nullable String fromName,
            String subject,
            int attachments,
            int size,
            @Nullable MessageId answers,
            Map<String, String> metadata)
            implements Matter {
        public Outbound {
            metadata = Map.copyOf(metadata);
        }

        /** The same mail as an answer to another message, or to none. */
        public Outbound answering(@Nullable MessageId other) {
            return new Outbound(thread, envelope, fromName, subject, attachments, size, other, metadata);
        }

        /** The Message-ID that a message with this id is built with, without angle brackets (RFC 5322 §3.6.4). */
        public String messageIdHeader(MessageId id) {
            return messageIdHeader(id, envelope.from());
        }

        /** The Message-ID of a message with this id from this address, without angle brackets. */
        public static String messageIdHeader(MessageId id, Address from) {
            return id + "@" + from.domain();
        }
    }

    /**
     * Mail that came in. Everything but the recipient is a stranger's claim.
     *
     * @param from the sender's address as the header gives it, or empty text
     * @param recipient the mailbox's address that it was sent to
     * @param messageIdHeader without angle brackets
     * @param references the Message-IDs that a reply names before this one's (RFC 5322 §3.6.4)
     * @param verdicts the receiving server's own findings, such as {@code spam} → {@code PASS}
     * @param readable false if the mail could not be parsed; its raw form is kept
     * @param automatic whether a machine sent it (RFC 3834)
     */
    record Inbound(
            ThreadId thread,
            String from,
            @Nullable String fromName,
            List<String> to,
            List<String> cc,
            String recipient,
            @Nullable String replyTo,
            String subject,
            int attachments,
            int size,
            @Nullable String messageIdHeader,
            List<String> references,
            Map<String, String> verdicts,
            boolean readable,
            boolean automatic)
            implements Matter {
        public Inbound {
            to = List.copyOf(to);
            cc = List.copyOf(cc);
            references = List.copyOf(references);
            verdicts = Map.copyOf(verdicts);
        }
    }

    /**
     * An action other than sending that waits for a person ({@code gated_all}).
     *
     * @param about the message or contact that it changes, or empty text
     * @param arguments what was asked, as it will be applied
     * @param subject the action in one sentence
     */
    record HeldAction(Operation operation, String about, Map<String, String> arguments, String subject)
            implements Matter {
        public HeldAction {
            arguments = Map.copyOf(arguments);
        }
    }
}
