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
        Key messageKey = Key.message(id);
        Key mailboxKey = Key.mailbox(id.mailbox());
        Key bodyKey = Key.body(id);
        Map<Key, Map<String, AttributeValue>> rows =
                Rows.get(client, tables.state(), List.of(messageKey, mailboxKey, bodyKey));
        Map<String, AttributeValue> message = rows.get(messageKey);
        Map<String, AttributeValue> mailbox = rows.get(mailboxKey);
        if (message == null || mailbox == null) {
            return Optional.empty();
        }
        Map<String, AttributeValue> body = rows.get(bodyKey);
        Octets raw = bodies.read(body == null ? null : Item.of(body)).orElse(null);
        return Optional.of(new Deliverable(MessageRows.read(message), Mailboxes.read(Item.of(mailbox)), raw));
    }
}
