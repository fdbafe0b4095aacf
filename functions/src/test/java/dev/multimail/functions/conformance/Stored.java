package dev.multimail.functions.conformance;

import dev.multimail.id.MessageId;
import dev.multimail.store.Tables;
import dev.multimail.store.testing.EmbeddedTables;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of stored contents, for somebody who gets at them behind the service's back. */
final class Stored {
    private static final String RAW = "raw";

    private final Tables tables;
    private final Map<MessageId, Map<String, AttributeValue>> before = new HashMap<>();

    Stored(Tables tables) {
        this.tables = tables;
    }

    /** Whether this message's content is, or was, in a row of its own. */
    boolean has(MessageId id) {
        Map<String, AttributeValue> row = EmbeddedTables.client(tables)
                .getItem(get -> get.tableName(tables.state()).key(key(id)))
                .item();
        if (row != null && row.containsKey(RAW)) {
            before.putIfAbsent(id, row);
        }
        return before.containsKey(id);
    }

    void delete(MessageId id) {
        EmbeddedTables.client(tables)
                .deleteItem(delete -> delete.tableName(tables.state()).key(key(id)));
    }

    void change(MessageId id) {
        Map<String, AttributeValue> row = new HashMap<>(taken(id));
        row.put(RAW, AttributeValue.fromB(SdkBytes.fromUtf8String("Subject: Another\r\n\r\nOther words.\r\n")));
        put(row);
    }

    void restore(MessageId id) {
        put(taken(id));
    }

    private Map<String, AttributeValue> taken(MessageId id) {
        return Objects.requireNonNull(before.get(id), id::toString);
    }

    private void put(Map<String, AttributeValue> row) {
        EmbeddedTables.client(tables)
                .putItem(put -> put.tableName(tables.state()).item(row));
    }

    private static Map<String, AttributeValue> key(MessageId id) {
        return Map.of(
                Tables.PK, AttributeValue.fromS("BODY#" + id),
                Tables.SK, AttributeValue.fromS("RAW"));
    }
}
