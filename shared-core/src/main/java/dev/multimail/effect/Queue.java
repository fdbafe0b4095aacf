package dev.multimail.effect;

import java.time.Instant;

/** Carries jobs to their handlers at least once. */
@FunctionalInterface
public interface Queue {
    /**
     * Puts a job, to be taken at {@code notBefore} or later; a queue may take it earlier than a far time, never lose
     * it.
     */
    void send(Job job, Instant notBefore);
}
