package dev.multimail.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The transport's acceptance of a message.
 *
 * @param providerId the transport's own id of it, or null if only an event told of the acceptance
 * @param messageIdHeader the Message-ID that recipients see, without angle brackets (RFC 5322 §3.6.4)
 */
public record Handover(Instant at, @Nullable String providerId, String messageIdHeader) {}
