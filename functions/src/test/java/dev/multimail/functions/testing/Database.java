package dev.multimail.functions.testing;

import dev.multimail.store.Tables;
import dev.multimail.store.testing.ComparedTables;
import dev.multimail.store.testing.EmbeddedTables;
import dev.multimail.store.testing.MemoryTables;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The tables of one world, and the streams of their changes. */
sealed interface Database {
    Tables tables();

    DynamoDbClient client();

    /** Reads the stream of one of the tables from its beginning. */
    Changes stream(String table);

    /** A stream that is being read. */
    interface Changes {
        /** The name of the stream. */
        String arn();

        /** What is new since the last time. */
        List<Record> next();
    }

    /** Tables of DynamoDB Local. */
    static Database embedded() {
        return new Embedded(EmbeddedTables.create());
    }

    /** Tables in memory, cheap enough for thousands of worlds. */
    static Memory inMemory() {
        return new Memory(new MemoryTables(Tables.standard()));
    }

    /** Tables of DynamoDB Local that are held to tables in memory at every call. */
    static Compared compared() {
        Tables tables = EmbeddedTables.create();
        return new Compared(tables, new MemoryTables(tables));
    }

    /** DynamoDB Local. */
    record Embedded(Tables tables) implements Database {
        @Override
        public DynamoDbClient client() {
            return EmbeddedTables.client(tables);
        }

        @Override
        public Changes stream(String table) {
            return new ShardReader(tables, table);
        }
    }

    /** Maps. */
    record Memory(MemoryTables memory) implements Database {
        @Override
        public Tables tables() {
            return memory.tables();
        }

        @Override
        public DynamoDbClient client() {
            return memory;
        }

        @Override
        public Changes stream(String table) {
            return new ChangeReader(memory, table);
        }
    }

    /** Both, compared. */
    record Compared(Tables tables, MemoryTables memory) implements Database {
        @Override
        public DynamoDbClient client() {
            return ComparedTables.client(tables, memory);
        }

        @Override
        public Changes stream(String table) {
            return new ShardReader(tables, table);
        }
    }

    /** Reads the one shard of a stream of DynamoDB Local. */
    final class ShardReader implements Changes {
        private final Tables tables;
        private final String arn;
        private String iterator = "";

        ShardReader(Tables tables, String table) {
            this.tables = tables;
            arn = EmbeddedTables.client(tables)
                    .describeTable(request -> request.tableName(table))
                    .table()
                    .latestStreamArn();
        }

        @Override
        public String arn() {
            return arn;
        }

        @Override
        public List<Record> next() {
            DynamoDbStreamsClient streams = EmbeddedTables.streams(tables);
            if (iterator.isEmpty()) {
                String shard = streams.describeStream(request -> request.streamArn(arn))
                        .streamDescription()
                        .shards()
                        .getFirst()
                        .shardId();
                iterator = streams.getShardIterator(request ->
                                request.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
            }
            var records = streams.getRecords(request -> request.shardIterator(iterator));
            iterator = records.nextShardIterator();
            return records.records();
        }
    }

    /** Reads the changes of one table in memory. */
    final class ChangeReader implements Changes {
        private final MemoryTables memory;
        private final String table;
        private int known;

        ChangeReader(MemoryTables memory, String table) {
            this.memory = memory;
            this.table = table;
        }

        @Override
        public String arn() {
            return "arn:aws:dynamodb:memory:table/" + table + "/stream";
        }

        @Override
        public List<Record> next() {
            List<Record> records = memory.changes(table, known).stream()
                    .map(change -> record(change, ++known))
                    .toList();
            return records;
        }

        private static Record record(MemoryTables.Change change, int number) {
            StreamRecord.Builder row = StreamRecord.builder().sequenceNumber(Integer.toString(number));
            if (!change.after().isEmpty()) {
                row.newImage(change.after());
            }
            if (!change.before().isEmpty()) {
                row.oldImage(change.before());
            }
            OperationType kind = change.after().isEmpty()
                    ? OperationType.REMOVE
                    : change.before().isEmpty() ? OperationType.INSERT : OperationType.MODIFY;
            return Record.builder().eventName(kind).dynamodb(row.build()).build();
        }
    }
}
