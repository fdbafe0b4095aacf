package dev.multimail.effect;

/** How an attempt to let mail leave ended. */
public sealed interface Delivery {
    /** The transport accepted it, and gave it this id. */
    record Accepted(String providerId) implements Delivery {}

    /** Refused in a way that proves that nothing was accepted; another attempt may go well. */
    record RefusedForNow(String reason) implements Delivery {}

    /** Refused for good. */
    record RefusedForGood(String reason) implements Delivery {}

    /** Nobody knows whether it was accepted. */
    record Unknown(String reason) implements Delivery {}
}
