package dev.multimail.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Strongly consistent reads of rows by key. */
final class Rows {
    private Rows() {}

    static Optional<Map<String, AttributeValue>> get(DynamoDbClient client, String table, Key key) {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(table).key(key.map()).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /** Reads several rows in one call; those that do not exist are absent from the answer. At most 100 keys. */
    static Map<Key, Map<String, AttributeValue>> get(DynamoDbClient client, String table, List<Key> keys) {
        Map<Key, Map<String, AttributeValue>> found = new HashMap<>();
        List<Map<String, AttributeValue>> wanted =
                new ArrayList<>(keys.stream().distinct().map(Key::map).toList());
        while (!wanted.isEmpty()) {
            KeysAndAttributes request = KeysAndAttributes.builder()
                    .keys(wanted)
                    .consistentRead(true)
                    .build();
            BatchGetItemResponse response = client.batchGetItem(batch -> batch.requestItems(Map.of(table, request)));
            response.responses().getOrDefault(table, List.of()).forEach(item -> found.put(Key.of(item), item));
            KeysAndAttributes left = response.unprocessedKeys().get(table);
            wanted = left == null ? List.of() : left.keys();
        }
        return found;
    }
}
