package dev.multimail.mailbox;

import java.time.Instant;

/**
 * An address that nothing is sent to any more.
 *
 * @param address in lower case
 * @param reason {@code bounce}, {@code complaint} or {@code unsubscribe}
 */
public record Suppression(String address, String reason, Instant at) {}
