package dev.multimail.effect;

import dev.multimail.id.MessageId;
import dev.multimail.webhook.Event;
import java.time.Instant;

/** One thing that follows from a committed change. Doing it twice is as good as once. */
public sealed interface Effect {
    /** Begin to wait for a person. */
    record Park(MessageId messageId, Instant expiresAt) implements Effect {}

    /** The wait is over: a person, the agent or the time decided. */
    record EndWait(MessageId messageId, String outcome) implements Effect {}

    /** Put work on a queue, to be taken at {@code notBefore} or later. */
    record Enqueue(Job job, Instant notBefore) implements Effect {}

    /** Tell the bus. */
    record Publish(Event event) implements Effect {}

    /** Forget what a message said, whose own row is gone already. */
    record Forget(MessageId messageId) implements Effect {}
}
