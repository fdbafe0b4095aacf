package dev.multimail.store.testing;

import dev.multimail.store.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The two tables in memory, for tests that need thousands of them: the calls that the store makes, with DynamoDB's
 * answers. A call or an expression that the store never writes throws. {@code MemoryTablesTest} holds it to DynamoDB
 * Local.
 */
public final class MemoryTables implements DynamoDbClient {
    private static final int MOST_PARTS = 100;
    private static final int MOST_KEYS = 100;

    private final Tables tables;
    private final Map<String, MemoryTable> byName;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, List<Change>> changesOf = new TreeMap<>();
    private final Set<String> guards = new TreeSet<>();
    private final Set<String> refusals = new TreeSet<>();
    private Set<String> dropped = Set.of();
    private Set<String> negated = Set.of();
    private String disturbed = "";
    private final Set<MemoryTable.RowKey> disturbances = new HashSet<>();
    private final Set<MemoryTable.RowKey> overwritten = new HashSet<>();
    private long commits;

    public MemoryTables(Tables tables) {
        this.tables = tables;
        byName = Map.of(tables.state(), MemoryTable.state(), tables.audit(), MemoryTable.audit());
    }

    /**
     * What one write made of one row.
     *
     * @param commit the number of the commit, the same for all parts of a transaction
     * @param before the row as it was, empty if there was none
     * @param after the row as it is, empty if it was deleted
     */
    public record Change(
            long commit, String table, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        public Change {
            before = Collections.unmodifiableMap(before);
            after = Collections.unmodifiableMap(after);
        }
    }

    /**
     * The changes of both tables after the first {@code known} of them, oldest first. A write that changes nothing is
     * none (Amazon DynamoDB Developer Guide, "Change data capture for DynamoDB Streams").
     */
    public synchronized List<Change> changes(int known) {
        return List.copyOf(changes.subList(known, changes.size()));
    }

    /** The changes of one table after the first {@code known} of them. */
    public synchronized List<Change> changes(String table, int known) {
        List<Change> all = changesOf.getOrDefault(table, List.of());
        return List.copyOf(all.subList(known, all.size()));
    }

    public Tables tables() {
        return tables;
    }

    /** The names of all conditions that were looked at so far. */
    public synchronized Set<String> guards() {
        return Set.copyOf(guards);
    }

    /** The names of the conditions that did not hold when they were looked at. */
    public synchronized Set<String> refusals() {
        return Set.copyOf(refusals);
    }

    /** Forgets which conditions were looked at so far. */
    public synchronized void forget() {
        guards.clear();
        refusals.clear();
    }

    /**
     * From now on, wherever a write stands under the condition of this name, somebody else is there a moment before: a
     * row that should be new is there already, and any other is gone.
     */
    public synchronized void disturb(String guard) {
        disturbed = guard;
    }

    /** How many rows that were put or taken away by {@link #disturb} were written all the same. */
    public synchronized int overwritten() {
        return overwritten.size();
    }

    /** From now on the conditions of these names hold where they should not, and the other way round. */
    public synchronized void negate(Set<String> names) {
        negated = Set.copyOf(names);
    }

    /** From now on the conditions of these names hold, whatever the rows say: what a forgotten condition would do. */
    public synchronized void drop(Set<String> names) {
        dropped = Set.copyOf(names);
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        Map<String, AttributeValue> row = table(request.tableName()).get(MemoryTable.RowKey.of(request.key()));
        return GetItemResponse.builder().item(row.isEmpty() ? null : row).build();
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map<String, List<Map<String, AttributeValue>>> responses = new TreeMap<>();
        request.requestItems().forEach((name, wanted) -> {
            Set<MemoryTable.RowKey> keys = new HashSet<>();
            wanted.keys().forEach(key -> keys.add(MemoryTable.RowKey.of(key)));
            if (keys.size() != wanted.keys().size() || keys.size() > MOST_KEYS || keys.isEmpty()) {
                throw new IllegalArgumentException("DynamoDB refuses these keys: " + wanted.keys());
            }
            responses.put(
                    name,
                    wanted.keys().stream()
                            .map(key -> table(name).get(MemoryTable.RowKey.of(key)))
                            .filter(row -> !row.isEmpty())
                            .toList());
        });
        return BatchGetItemResponse.builder()
                .responses(responses)
                .unprocessedKeys(Map.of())
                .build();
    }

    @Override
    public synchronized QueryResponse query(QueryRequest request) {
        return table(request.tableName()).query(request);
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        Part part = new Part.Put(
                request.tableName(),
                new Part.Given(
                        request.conditionExpression(),
                        request.expressionAttributeNames(),
                        request.expressionAttributeValues()),
                request.item());
        if (!holds(part)) {
            throw ConditionalCheckFailedException.builder()
                    .message("The conditional request failed")
                    .build();
        }
        commits++;
        write(part);
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<Part> parts = request.transactItems().stream().map(Part::of).toList();
        requireFewAndDifferent(parts, request.transactItems());
        List<CancellationReason> reasons = new ArrayList<>();
        for (Part part : parts) {
            reasons.add(
                    holds(part)
                            ? CancellationReason.builder().code("None").build()
                            : CancellationReason.builder()
                                    .code("ConditionalCheckFailed")
                                    .message("The conditional request failed")
                                    .build());
        }
        if (reasons.stream().anyMatch(reason -> !reason.code().equals("None"))) {
            throw TransactionCanceledException.builder()
                    .message("Transaction cancelled")
                    .cancellationReasons(reasons)
                    .build();
        }
        commits++;
        parts.forEach(this::write);
        return TransactWriteItemsResponse.builder().build();
    }

    private void requireFewAndDifferent(List<Part> parts, List<TransactWriteItem> items) {
        Set<String> rows = new HashSet<>();
        parts.forEach(part -> rows.add(part.table() + " " + part.key()));
        if (rows.size() != parts.size() || parts.size() > MOST_PARTS || parts.isEmpty()) {
            throw new IllegalArgumentException("DynamoDB refuses a transaction of these parts: " + items);
        }
    }

    private boolean holds(Part part) {
        Part.Given given = part.given();
        if (given.condition() == null) {
            return true;
        }
        boolean all = true;
        for (Condition condition : Expressions.conjuncts(given.condition(), given.names(), given.values())) {
            String guard = GuardName.of(part.table().equals(tables.state()), part.key(), condition);
            guards.add(guard);
            if (guard.equals(disturbed) && (part instanceof Part.Put || part instanceof Part.Update)) {
                disturb(part);
            }
            Map<String, AttributeValue> row = table(part.table()).get(part.key());
            boolean holds = condition.holds(row) != negated.contains(guard);
            if (!holds) {
                refusals.add(guard);
            }
            all &= dropped.contains(guard) || holds;
        }
        return all;
    }

    private void disturb(Part part) {
        if (disturbances.add(part.key())) {
            MemoryTable table = table(part.table());
            boolean there = !table.get(part.key()).isEmpty();
            table.set(part.key(), there ? Map.of() : part.key().attributes());
        }
    }

    private void write(Part part) {
        if (disturbances.contains(part.key())) {
            overwritten.add(part.key());
        }
        MemoryTable table = table(part.table());
        Map<String, AttributeValue> before = table.get(part.key());
        Map<String, AttributeValue> after = part.applied(before);
        table.set(part.key(), after);
        if (!before.equals(after)) {
            Change change = new Change(commits, part.table(), before, after);
            changes.add(change);
            changesOf.computeIfAbsent(part.table(), _ -> new ArrayList<>()).add(change);
        }
    }

    private MemoryTable table(@Nullable String name) {
        MemoryTable table = name == null ? null : byName.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table " + name);
        }
        return table;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
