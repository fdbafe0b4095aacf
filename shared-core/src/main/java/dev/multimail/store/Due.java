package dev.multimail.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The rows that something must still happen to, by the time at which the sweep looks at them. */
public final class Due {
    private static final int PAGE = 200;

    private final DynamoDbClient client;
    private final Tables tables;

    public Due(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    static void write(Item item, String spread, @Nullable Instant at) {
        if (at != null) {
            item.text(Tables.DUE_SHARD, "due#" + Math.floorMod(spread.hashCode(), Tables.DUE_SHARDS))
                    .text(Tables.DUE_AT, sortable(at));
        }
    }

    /**
     * The rows that are due at {@code until} or before, whole and as they are now, at most {@code limit} of each shard.
     * The index may lag behind; each row's own condition decides what happens.
     */
    public List<Map<String, AttributeValue>> until(Instant until, int limit) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (int shard = 0; shard < Tables.DUE_SHARDS; shard++) {
            QueryRequest query = QueryRequest.builder()
                    .tableName(tables.state())
                    .indexName(Tables.DUE_INDEX)
                    .keyConditionExpression("#shard = :shard AND #due <= :until")
                    .expressionAttributeNames(Map.of("#shard", Tables.DUE_SHARD, "#due", Tables.DUE_AT))
                    .expressionAttributeValues(Map.of(
                            ":shard", AttributeValue.fromS("due#" + shard),
                            ":until", AttributeValue.fromS(sortable(until))))
                    .limit(Math.min(limit, PAGE))
                    .build();
            client.queryPaginator(query).items().stream()
                    .limit(limit)
                    .forEach(keys ->
                            Rows.get(client, tables.state(), Key.of(keys)).ifPresent(rows::add));
        }
        return rows;
    }

    // Instant.toString drops trailing zeros, which does not sort as text; milliseconds with a fixed width do.
    private static String sortable(Instant at) {
        return String.format("%015d", Math.max(0, at.toEpochMilli()));
    }
}
