package dev.multimail.mailbox;

import dev.multimail.message.Address;
import java.time.Instant;

/**
 * The owner of mailboxes.
 *
 * @param operator the name under which people know who runs the agents
 * @param oversightEmail who approves where a mailbox names nobody
 */
public record Account(String id, String operator, Address oversightEmail, Instant createdAt) {}
