package dev.multimail.store.testing;

import dev.multimail.store.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** One table in memory, with the indexes that {@link Tables} defines. */
final class MemoryTable {
    /** How many bytes of rows DynamoDB reads for one answer; more than this would need its way to count them. */
    private static final int PAGE_OCTETS = 1 << 20;

    private static final Index BY_KEY = new Index(Tables.PK, Tables.SK, true);

    private final Map<String, Index> indexes;
    private final Map<String, TreeMap<String, Map<String, AttributeValue>>> partitions = new HashMap<>();

    /**
     * What a query sorts by.
     *
     * @param whole whether an answer has all attributes unless the query says otherwise
     */
    private record Index(String hash, String range, boolean whole) {}

    private MemoryTable(Map<String, Index> indexes) {
        this.indexes = indexes;
    }

    static MemoryTable state() {
        return new MemoryTable(Map.of(
                Tables.THREAD_INDEX, new Index(Tables.PK, Tables.THREAD_KEY, false),
                Tables.QUEUE_INDEX, new Index(Tables.PK, Tables.QUEUE_KEY, true),
                Tables.DUE_INDEX, new Index(Tables.DUE_SHARD, Tables.DUE_AT, false)));
    }

    static MemoryTable audit() {
        return new MemoryTable(Map.of());
    }

    /** Where a row is. */
    record RowKey(String pk, String sk) {
        static RowKey of(Map<String, AttributeValue> attributes) {
            return new RowKey(text(attributes, Tables.PK), text(attributes, Tables.SK));
        }

        Map<String, AttributeValue> attributes() {
            return Map.of(Tables.PK, AttributeValue.fromS(pk), Tables.SK, AttributeValue.fromS(sk));
        }

        // DynamoDB sorts by UTF-8, Java by UTF-16: the same but for surrogates.
        private static String text(Map<String, AttributeValue> attributes, String name) {
            AttributeValue value = attributes.get(name);
            if (value == null || value.s() == null || value.s().isEmpty()) {
                throw new IllegalArgumentException("no key " + name + " in " + attributes);
            }
            if (value.s().chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
                throw new IllegalArgumentException("a key with surrogates sorts otherwise here: " + value.s());
            }
            return value.s();
        }
    }

    /** A row, empty if there is none. */
    Map<String, AttributeValue> get(RowKey key) {
        TreeMap<String, Map<String, AttributeValue>> partition = partitions.get(key.pk());
        return partition == null ? Map.of() : partition.getOrDefault(key.sk(), Map.of());
    }

    /** Writes a row, or takes it away if {@code row} is empty. */
    void set(RowKey key, Map<String, AttributeValue> row) {
        if (row.isEmpty()) {
            TreeMap<String, Map<String, AttributeValue>> partition = partitions.get(key.pk());
            if (partition != null) {
                partition.remove(key.sk());
            }
        } else {
            partitions
                    .computeIfAbsent(key.pk(), _ -> new TreeMap<>())
                    .put(key.sk(), Collections.unmodifiableMap(new TreeMap<>(row)));
        }
    }

    QueryResponse query(QueryRequest request) {
        Index index = index(request);
        Comparator<Map<String, AttributeValue>> order = order(index);
        if (Boolean.FALSE.equals(request.scanIndexForward())) {
            order = order.reversed();
        }
        List<Map<String, AttributeValue>> rows = matching(request, index);
        rows.sort(order);
        if (request.hasExclusiveStartKey()) {
            Comparator<Map<String, AttributeValue>> sorted = order;
            rows.removeIf(row -> sorted.compare(row, request.exclusiveStartKey()) <= 0);
        }
        int limit = request.limit() == null ? Integer.MAX_VALUE : request.limit();
        List<Map<String, AttributeValue>> page = rows.subList(0, Math.min(limit, rows.size()));
        requireOnePage(page);
        boolean whole = index.whole() || request.select() == Select.ALL_ATTRIBUTES;
        QueryResponse.Builder response = QueryResponse.builder()
                .items(page.stream().map(row -> whole ? row : keys(row, index)).toList())
                .count(page.size());
        // DynamoDB says where it stopped at a limit even if nothing follows.
        return response.lastEvaluatedKey(page.size() == limit && limit > 0 ? keys(page.getLast(), index) : Map.of())
                .build();
    }

    private Index index(QueryRequest request) {
        if (request.filterExpression() != null || request.projectionExpression() != null) {
            throw new IllegalArgumentException("the store neither filters nor projects: " + request);
        }
        String name = request.indexName();
        @Nullable Index index = name == null ? BY_KEY : indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException("no index " + name);
        }
        if (!index.hash().equals(Tables.PK) && Boolean.TRUE.equals(request.consistentRead())) {
            throw new IllegalArgumentException("a global index is never read consistently");
        }
        return index;
    }

    private List<Map<String, AttributeValue>> matching(QueryRequest request, Index index) {
        List<Condition> conditions = Expressions.conjuncts(
                request.keyConditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues());
        if (!(conditions.getFirst() instanceof Condition.Compares hash)
                || !hash.name().equals(index.hash())
                || !hash.operator().equals("=")) {
            throw new IllegalArgumentException("no partition in " + request);
        }
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        for (Map.Entry<String, TreeMap<String, Map<String, AttributeValue>>> partition : partitions.entrySet()) {
            if (index.hash().equals(Tables.PK)
                    && !partition.getKey().equals(hash.to().s())) {
                continue;
            }
            partition.getValue().values().stream()
                    .filter(row -> row.containsKey(index.range()))
                    .filter(row -> conditions.stream().allMatch(condition -> condition.holds(row)))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static Comparator<Map<String, AttributeValue>> order(Index index) {
        return Comparator.<Map<String, AttributeValue>, String>comparing(row -> text(row, index.range()))
                .thenComparing(row -> text(row, Tables.PK))
                .thenComparing(row -> text(row, Tables.SK));
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        AttributeValue value = row.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + row);
        }
        return value.s();
    }

    private static Map<String, AttributeValue> keys(Map<String, AttributeValue> row, Index index) {
        Map<String, AttributeValue> keys = new TreeMap<>();
        for (String name : List.of(Tables.PK, Tables.SK, index.hash(), index.range())) {
            keys.put(name, AttributeValue.fromS(text(row, name)));
        }
        return keys;
    }

    // Roughly, and rather too much than too little: what is near the limit is not what this is made for.
    private static void requireOnePage(List<Map<String, AttributeValue>> rows) {
        if (rows.size() > PAGE_OCTETS >> 13
                && rows.stream().mapToLong(row -> row.toString().length()).sum() > PAGE_OCTETS >> 1) {
            throw new IllegalArgumentException("DynamoDB might need two pages for " + rows.size() + " rows");
        }
    }
}
