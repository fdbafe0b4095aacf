package dev.multimail.mailbox;

import java.time.Instant;
import java.util.List;

/** An entry of a mailbox's address book. */
public record Contact(String id, String name, String email, List<String> tags, Instant createdAt) {
    public Contact {
        tags = List.copyOf(tags);
    }
}
