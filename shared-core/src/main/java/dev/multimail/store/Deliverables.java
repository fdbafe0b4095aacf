package dev.multimail.store;

import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Message;
import dev.multimail.message.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A message together with its mailbox and its body, read in one call. */
public final class Deliverables {
    private final DynamoDbClient client;
    private final Tables tables;
    private final Bodies bodies;

    public Deliverables(DynamoDbClient client, Tables tables, Bodies bodies) {
        this.client = client;
        this.tables = tables;
        this.bodies = bodies;
    }

    /**
     * What is needed to let a message leave, to show it, or to decide over it.
     *
     * @param raw the message's bytes, or null for a held action and once the body was deleted
     */
    public record Deliverable(
            Message message, Mailbox mailbox, @Nullable Octets raw) {}

    public Optional<Deliverable> get(MessageId id) {
        return read(id, List.of(Key.message(id), Key.mailbox(id.mailbox()), Key.body(id)));
    }

    /** The same without the body, which is null then. */
    public Optional<Deliverable> withoutBody(MessageId id) {
        return read(id, List.of(Key.message(id), Key.mailbox(id.mailbox())));
    }

    private Optional<Deliverable> read(MessageId id, List<Key> keys) {
        Map<Key, Map<String, AttributeValue>> rows = Rows.get(client, tables.state(), keys);
        Map<String, AttributeValue> message = rows.get(Key.message(id));
        Map<String, AttributeValue> mailbox = rows.get(Key.mailbox(id.mailbox()));
        if (message == null || mailbox == null) {
            return Optional.empty();
        }
        Map<String, AttributeValue> body = rows.get(Key.body(id));
        Octets raw = bodies.read(body == null ? null : Item.of(body)).orElse(null);
        return Optional.of(new Deliverable(MessageRows.read(message), Mailboxes.read(Item.of(mailbox)), raw));
    }
}
