package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.AllowlistEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is known of each standing approval. The mailbox's own row says which of them count. */
public final class Allowlists {
    private final DynamoDbClient client;
    private final Tables tables;

    public Allowlists(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** A mailbox's entries, the newest first. */
    public List<AllowlistEntry> of(MailboxId mailbox) {
        return Queries.prefix(client, tables.state(), Key.mailbox(mailbox).pk(), Key.ALLOWED).stream()
                .map(row -> read(Item.of(row)))
                .sorted(Comparator.comparing(AllowlistEntry::addedAt).reversed())
                .toList();
    }

    public Optional<AllowlistEntry> get(MailboxId mailbox, String entryId) {
        return Rows.get(client, tables.state(), Key.allowed(mailbox, entryId)).map(row -> read(Item.of(row)));
    }

    public Write create(MailboxId mailbox, AllowlistEntry entry) {
        Item item = Item.at(Key.allowed(mailbox, entry.id()))
                .text("id", entry.id())
                .text("pattern", entry.pattern())
                .text("by", entry.addedBy())
                .time("at", entry.addedAt())
                .text("note", entry.note());
        return Write.create(tables.state(), item, Write.Guard.NEW);
    }

    public Write delete(MailboxId mailbox, String entryId) {
        return Write.delete(tables.state(), Key.allowed(mailbox, entryId));
    }

    private static AllowlistEntry read(Item item) {
        return new AllowlistEntry(
                item.need("id"), item.need("pattern"), item.need("by"), item.needTime("at"), item.text("note"));
    }
}
