package dev.multimail.effect;

import dev.multimail.id.MessageId;
import java.time.Instant;

/** Where held messages wait. Parking twice, and ending a wait that never began, change nothing. */
public interface Parking {
    /** Begins the wait; at {@code expiresAt} the Expire handler is called with the message's id. */
    void park(MessageId messageId, Instant expiresAt);

    /** Ends the wait, if there is one. */
    void endWait(MessageId messageId, String outcome);
}
