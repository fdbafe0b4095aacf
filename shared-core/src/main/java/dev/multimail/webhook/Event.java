package dev.multimail.webhook;

import dev.multimail.id.MessageId;
import dev.multimail.message.ContentHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message. It carries ids and what was true at that moment; everything else is read from
 * the message's row.
 *
 * @param id the same for every copy of the event, so that receivers can drop repeats
 * @param status the message's state after the change
 * @param reason a person's or the transport's reason, if there is one
 * @param by who caused it, if it was a person or a caller
 */
public record Event(
        String id,
        EventType type,
        Instant at,
        String accountId,
        MessageId messageId,
        String status,
        @Nullable String reason,
        @Nullable String by) {
    /** The id of the event of this type that this version of a message gave rise to. */
    public static String idOf(MessageId message, int version, EventType type) {
        String hash = ContentHash.ofText("event", message.toString(), Integer.toString(version), type.name());
        return "evt_" + hash.substring(0, 32);
    }
}
