package dev.multimail.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Strongly consistent reads of the rows of one partition. */
final class Queries {
    private static final String AFTER_ALL = "\uFFFF";

    private Queries() {}

    /** Every row whose sort key begins with a prefix. */
    static List<Map<String, AttributeValue>> prefix(DynamoDbClient client, String table, String pk, String prefix) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        client.queryPaginator(QueryRequest.builder()
                        .tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("#pk = :pk AND begins_with(#sk, :prefix)")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", Tables.SK))
                        .expressionAttributeValues(
                                Map.of(":pk", AttributeValue.fromS(pk), ":prefix", AttributeValue.fromS(prefix)))
                        .build())
                .items()
                .forEach(rows::add);
        return rows;
    }

    /** Every row of a partition. */
    static List<Map<String, AttributeValue>> all(DynamoDbClient client, String table, String pk) {
        return client
                .queryPaginator(QueryRequest.builder()
                        .tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("#pk = :pk")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK))
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk)))
                        .build())
                .items()
                .stream()
                .toList();
    }

    /** Every row whose sort key is {@code from} or greater and less than {@code until}, page by page. */
    static Stream<Map<String, AttributeValue>> between(
            DynamoDbClient client, String table, String pk, String from, String until) {
        return client
                .queryPaginator(QueryRequest.builder()
                        .tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("#pk = :pk AND #sk BETWEEN :from AND :until")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", Tables.SK))
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS(pk),
                                ":from", AttributeValue.fromS(from),
                                ":until", AttributeValue.fromS(until)))
                        .build())
                .items()
                .stream();
    }

    /**
     * The rows before {@code cursor} by sort key, the greatest first; {@code limit + 1} of them tell that there are
     * more.
     */
    static List<Map<String, AttributeValue>> newest(
            DynamoDbClient client, String table, String pk, int limit, @Nullable String cursor) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":pk", AttributeValue.fromS(pk));
        values.put(":before", AttributeValue.fromS(cursor == null ? AFTER_ALL : cursor));
        return client.query(QueryRequest.builder()
                        .tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .limit(limit)
                        .keyConditionExpression("#pk = :pk AND #sk < :before")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", Tables.SK))
                        .expressionAttributeValues(values)
                        .build())
                .items();
    }
}
