package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Handover;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Test messages that somebody could have answered: those that left, and those that came in. */
public final class Answerable {
    private Answerable() {}

    /**
     * The Message-ID header of a test message of this mailbox, null if it came in without one.
     *
     * @throws Problem {@code not_found} if it is not of this mailbox's test traffic, {@code wrong_state} if it has not
     *     left
     */
    public static @Nullable String header(Call<?> call, String id, Mailbox mailbox) {
        Message message = Targets.message(call, Targets.messageId(call, id));
        if (!message.id().mailbox().equals(mailbox.id()) || message.id().live()) {
            throw Targets.missing();
        }
        return switch (message.matter()) {
            case Matter.Outbound _ -> sent(message);
            case Matter.Inbound inbound -> inbound.messageIdHeader();
            case Matter.HeldAction _ -> throw Targets.missing();
        };
    }

    private static String sent(Message message) {
        Handover handover = message.life().handover();
        if (handover == null) {
            throw Problem.of(
                    ErrorCode.WRONG_STATE,
                    "The message has not left yet, so nobody can have answered it.",
                    "status",
                    message.state().wire());
        }
        return handover.messageIdHeader();
    }
}
