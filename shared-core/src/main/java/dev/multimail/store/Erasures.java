package dev.multimail.store;

import dev.multimail.effect.Blobs;
import dev.multimail.id.MessageId;
import dev.multimail.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Erases messages in two steps: the message's row goes in the transaction that decides it, which writes down what is
 * still to do; the message's body, its earlier bodies and what webhooks post of it follow. The audit log stays as it
 * is: it never held what a message said.
 */
public final class Erasures {
    // A transaction takes a hundred.
    private static final int AT_ONCE = 100;

    private final DynamoDbClient client;
    private final Tables tables;
    private final Blobs blobs;
    private final Transactions transactions;

    public Erasures(DynamoDbClient client, Tables tables, Blobs blobs, Transactions transactions) {
        this.client = client;
        this.tables = tables;
        this.blobs = blobs;
        this.transactions = transactions;
    }

    /** The first step, on condition that nobody changed the message since it was read. */
    public List<Write> begin(Message message, Instant now) {
        Item rest = Item.at(Key.erasure(message.id())).text("id", message.id().toString());
        Due.write(rest, message.id().toString(), now);
        return List.of(
                Write.delete(
                        tables.state(),
                        Key.message(message.id()),
                        MessageRows.VERSION,
                        message.life().version()),
                Write.put(tables.state(), rest));
    }

    /** The second step. It may be repeated, and what dies within it goes on when it is. */
    public void finish(MessageId id) {
        List<Map<String, AttributeValue>> rows = Queries.all(client, tables.state(), Key.BODY + id);
        blobs.delete(Bodies.own(id));
        rows.forEach(row -> forget(id, Item.of(row).text(Bodies.BLOB)));
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            delete(rows.subList(from, Math.min(from + AT_ONCE, rows.size())).stream()
                    .map(Key::of));
        }
        delete(Stream.of(Key.erasure(id)));
    }

    private void forget(MessageId id, @Nullable String blobKey) {
        if (blobKey == null) {
            return;
        }
        delete(Stream.of(Key.share(blobKey, id)));
        // One mail to several mailboxes is one blob.
        if (Queries.all(client, tables.state(), Key.shares(blobKey)).isEmpty()) {
            blobs.delete(blobKey);
        }
    }

    private void delete(Stream<Key> keys) {
        transactions.require(keys.map(key -> Write.delete(tables.state(), key)).toList());
    }

    /** Whether a row of the state table is an erasure that is not finished. */
    public static boolean isErasure(Map<String, AttributeValue> row) {
        return Key.begins(row, Tables.PK, Key.ERASURE);
    }

    /** Whose erasure it is. */
    public static MessageId read(Map<String, AttributeValue> row) {
        return MessageId.of(Item.of(row).need("id"));
    }
}
