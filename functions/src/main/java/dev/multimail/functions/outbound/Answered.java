package dev.multimail.functions.outbound;

import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that a reply answers.
 *
 * @param messageIdHeader its Message-ID, for In-Reply-To, or null if it had none
 * @param references the Message-IDs for References, oldest first (RFC 5322 §3.6.4)
 * @param automatic whether a machine sent it (RFC 3834)
 */
record Answered(
        MessageId id, ThreadId thread, @Nullable String messageIdHeader, List<String> references, boolean automatic) {
    Answered {
        references = List.copyOf(references);
    }

    static Answered of(Message message) {
        return switch (message.matter()) {
            case Matter.Inbound inbound -> {
                List<String> references = new ArrayList<>(inbound.references());
                if (inbound.messageIdHeader() != null) {
                    references.add(inbound.messageIdHeader());
                }
                yield new Answered(
                        message.id(), inbound.thread(), inbound.messageIdHeader(), references, inbound.automatic());
            }
            case Matter.Outbound outbound -> {
                String header = message.life().handover() == null
                        ? outbound.messageIdHeader(message.id())
                        : message.life().handover().messageIdHeader();
                yield new Answered(message.id(), outbound.thread(), header, List.of(header), false);
            }
            case Matter.HeldAction _ -> throw new IllegalArgumentException("nobody can reply to an action");
        };
    }
}
