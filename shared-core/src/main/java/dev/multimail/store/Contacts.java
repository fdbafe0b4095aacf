package dev.multimail.store;

import dev.multimail.id.Lane;
import dev.multimail.mailbox.Contact;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A mailbox's address book. */
public final class Contacts {
    private final DynamoDbClient client;
    private final Tables tables;

    public Contacts(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** All contacts, the newest first. */
    public List<Contact> all(Lane lane) {
        return Queries.prefix(client, tables.state(), Key.lane(lane), Key.CONTACT).stream()
                .map(row -> read(Item.of(row)))
                .toList()
                .reversed();
    }

    public Optional<Contact> get(Lane lane, String contactId) {
        return Rows.get(client, tables.state(), Key.contact(lane, contactId)).map(row -> read(Item.of(row)));
    }

    public Write create(Lane lane, Contact contact) {
        Item item = Item.at(Key.contact(lane, contact.id()))
                .text("id", contact.id())
                .text("name", contact.name())
                .text("email", contact.email())
                .texts("tags", contact.tags())
                .time("ts", contact.createdAt());
        return Write.create(tables.state(), item, Write.Guard.NEW);
    }

    public Write delete(Lane lane, String contactId) {
        return Write.delete(tables.state(), Key.contact(lane, contactId));
    }

    private static Contact read(Item item) {
        return new Contact(
                item.need("id"), item.need("name"), item.need("email"), item.texts("tags"), item.needTime("ts"));
    }
}
