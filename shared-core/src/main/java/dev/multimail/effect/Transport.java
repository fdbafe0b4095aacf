package dev.multimail.effect;

/** Lets mail leave. One place in the code calls it: Deliver. */
public interface Transport {
    /** Makes one attempt, without retries of its own; whatever leaves room for doubt is {@link Delivery.Unknown}. */
    Delivery send(Outgoing mail);
}
