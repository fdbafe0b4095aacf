package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.store.testing.ComparedTables;
import dev.multimail.store.testing.EmbeddedTables;
import dev.multimail.store.testing.MemoryTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Holds the tables in memory to DynamoDB Local: the same calls in the same order, each answer and each change. */
class MemoryTablesTest {
    private static final int CALLS = 1_500;
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final List<String> SORTS = List.of("CFG", "MSG#01A", "MSG#01B", "MSG#01C", "CON#1", "CON#2");

    private final Tables tables = EmbeddedTables.create();
    private final MemoryTables memory = new MemoryTables(tables);
    private final DynamoDbClient both = ComparedTables.client(tables, memory);
    private final Transactions transactions = new Transactions(both, new Random(1));
    private final Random random = new Random(20);
    private int refused;
    private int committed;

    @Test
    void everyAnswerAndEveryChangeIsThatOfDynamoDbLocal() {
        for (int call = 0; call < CALLS; call++) {
            if (random.nextInt(3) > 0) {
                write();
            } else {
                read();
            }
        }
        assertThat(refused).isGreaterThan(CALLS / 10);
        assertThat(committed).isGreaterThan(CALLS / 10);
        assertThat(changesOf(tables.state())).isEqualTo(streamOf(tables.state()));
    }

    @Test
    void whatTheStoreNeverWritesIsRefused() {
        Key key = new Key("A", "B");
        for (String condition : List.of("size(#a) > :v", "NOT #a = :v", "#a <> :v", "#a = :v #a", "#b = :v")) {
            Write write = Write.check(
                    tables.state(),
                    key,
                    condition,
                    Map.of("#a", "a"),
                    Map.of(":v", AttributeValue.fromS("x")),
                    Write.Guard.NEW);
            assertThatThrownBy(() -> memory.transactWriteItems(transaction -> transaction.transactItems(write.item())))
                    .as(condition)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> memory.deleteItem(delete -> delete.tableName(tables.state())))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> memory.query(query -> query.tableName(tables.state())
                        .keyConditionExpression("#a = :v")
                        .filterExpression("#a = :v")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDroppedConditionHoldsWhateverTheRowSays() {
        Write create = Write.create(tables.state(), Item.at(new Key("ACC#1", "CFG")), Write.Guard.NEW);
        Transactions alone = new Transactions(memory, new Random(1));
        alone.require(List.of(create));
        assertThat(alone.commit(List.of(create))).contains(Write.Guard.NEW);
        assertThat(memory.guards()).containsExactly("ACC#/CFG: pk absent");
        memory.drop(memory.guards());
        assertThat(alone.commit(List.of(create))).isEmpty();
    }

    private void write() {
        List<Write> writes = new ArrayList<>();
        Set<Key> keys = new HashSet<>();
        int parts = 1 + random.nextInt(4);
        for (int part = 0; part < parts; part++) {
            Key key = key();
            if (keys.add(key)) {
                writes.add(write(key));
            }
        }
        if (transactions.commit(writes).isPresent()) {
            refused++;
        } else {
            committed++;
        }
    }

    private Write write(Key key) {
        String table = tables.state();
        Item before = stored(key);
        return switch (random.nextInt(10)) {
            case 0 -> Write.create(table, item(key), Write.Guard.NEW);
            case 1 -> Write.put(table, item(key));
            case 2 -> Write.overwrite(table, item(key));
            case 3 -> Write.createOrRenew(table, item(key), Tables.TTL, NOW, Write.Guard.IDEMPOTENCY);
            case 4 -> Write.delete(table, key);
            case 5 -> Write.absent(table, key, Write.Guard.SUPPRESSED);
            case 6 -> Write.count(table, key, 3, NOW, Write.Guard.SEND_RATE);
            case 7 -> Write.replace(table, key, before, item(key), "v", random.nextInt(3));
            case 8 -> Write.amend(table, key, before.text("fixed", "a"), item(key), "fixed");
            default -> check(key);
        };
    }

    private Write check(Key key) {
        return random.nextBoolean()
                ? Write.check(
                        tables.state(),
                        key,
                        "#version = :version AND #active = :true",
                        Map.of("#version", "v", "#active", "active"),
                        Map.of(":version", AttributeValue.fromN("1"), ":true", AttributeValue.fromBool(true)),
                        Write.Guard.MAILBOX)
                : Write.check(
                        tables.state(),
                        key,
                        "contains(#approvers, :email)",
                        Map.of("#approvers", "approvers"),
                        Map.of(":email", AttributeValue.fromS("a")),
                        Write.Guard.APPROVER);
    }

    private void read() {
        Key key = key();
        String table = tables.state();
        switch (random.nextInt(8)) {
            case 0 -> Rows.get(both, table, key);
            case 1 -> Rows.get(both, table, List.of(key, key(), key()));
            case 2 -> Queries.prefix(both, table, key.pk(), random.nextBoolean() ? "MSG#" : "CON#");
            case 3 -> Queries.between(both, table, key.pk(), "CON#", "MSG#01B").forEach(MemoryTablesTest::seen);
            case 4 ->
                Queries.newest(both, table, key.pk(), 1 + random.nextInt(6), random.nextBoolean() ? "MSG#" : null);
            case 5 -> new Due(both, tables).until(dueAt(key()), 1 + random.nextInt(8));
            case 6 -> index(Tables.QUEUE_INDEX, Tables.QUEUE_KEY, key.pk());
            default -> index(Tables.THREAD_INDEX, Tables.THREAD_KEY, key.pk());
        }
    }

    private void index(String index, String sort, String pk) {
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.state())
                .indexName(index)
                .consistentRead(true)
                .scanIndexForward(random.nextBoolean())
                .limit(1 + random.nextInt(4))
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", sort))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(pk),
                        ":from", AttributeValue.fromS("a"),
                        ":to", AttributeValue.fromS("b~")));
        if (random.nextBoolean()) {
            query.select(Select.ALL_ATTRIBUTES);
        }
        both.queryPaginator(query.build()).stream().limit(5).forEach(MemoryTablesTest::seen);
    }

    // The answer was compared already.
    private static void seen(Object answer) {
        assertThat(answer).isNotNull();
    }

    private Key key() {
        return new Key("MBX#" + random.nextInt(2), SORTS.get(random.nextInt(SORTS.size())));
    }

    private static Instant dueAt(Key key) {
        return NOW.plusSeconds(2L * SORTS.indexOf(key.sk()) + (key.pk().endsWith("0") ? 0 : 1));
    }

    // Its sort keys in the indexes are its own, because rows of one sort key have no order.
    private Item item(Key key) {
        Item item = Item.at(key)
                .number("v", random.nextInt(3))
                .flag("active", random.nextBoolean())
                .texts("approvers", random.nextBoolean() ? List.of("a", "b") : List.of())
                .text("fixed", random.nextInt(3) > 0 ? "a" : null)
                .nested("nested", Item.nested().text("t", random.nextBoolean() ? "x" : null))
                .text(Tables.THREAD_KEY, random.nextBoolean() ? "a" + key.sk() : null)
                .text(Tables.QUEUE_KEY, random.nextBoolean() ? "b" + key.sk() : null);
        if (random.nextBoolean()) {
            item.seconds(Tables.TTL, NOW.getEpochSecond() - 1 + random.nextInt(3));
        }
        Due.write(item, key.sk(), random.nextBoolean() ? dueAt(key) : null);
        return item;
    }

    private Item stored(Key key) {
        return Item.of(new HashMap<>(Rows.get(both, tables.state(), key).orElse(key.map())));
    }

    private List<String> changesOf(String table) {
        return memory.changes(table, 0).stream()
                .map(change -> new TreeMap<>(change.before()) + " -> " + new TreeMap<>(change.after()))
                .toList();
    }

    private List<String> streamOf(String table) {
        DynamoDbStreamsClient streams = EmbeddedTables.streams(tables);
        String arn = EmbeddedTables.client(tables)
                .describeTable(request -> request.tableName(table))
                .table()
                .latestStreamArn();
        String shard = streams.describeStream(request -> request.streamArn(arn))
                .streamDescription()
                .shards()
                .getFirst()
                .shardId();
        String iterator = streams.getShardIterator(request ->
                        request.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        List<String> changes = new ArrayList<>();
        List<Record> records;
        do {
            String from = iterator;
            var part = streams.getRecords(request -> request.shardIterator(from));
            records = part.records();
            iterator = part.nextShardIterator();
            records.forEach(
                    record -> changes.add(new TreeMap<>(record.dynamodb().oldImage()) + " -> "
                            + new TreeMap<>(record.dynamodb().newImage())));
        } while (!records.isEmpty());
        return changes;
    }
}
