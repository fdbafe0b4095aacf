package dev.multimail.effect;

import dev.multimail.webhook.Event;

/** Carries events to whoever has a rule for them. */
@FunctionalInterface
public interface Bus {
    /** Publishes an event; a repeated one has the same id. */
    void publish(Event event);
}
