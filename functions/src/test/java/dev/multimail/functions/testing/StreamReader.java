package dev.multimail.functions.testing;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.multimail.store.Tables;
import dev.multimail.store.testing.EmbeddedTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads the state table's stream one record at a time; a record that was not taken comes again. */
final class StreamReader {
    private final Tables tables;
    private final String arn;
    private final List<DynamodbEvent.DynamodbStreamRecord> seen = new ArrayList<>();
    private String iterator = "";
    private int position;

    /** @param table one of these tables */
    StreamReader(Tables tables, String table) {
        this.tables = tables;
        arn = EmbeddedTables.client(tables)
                .describeTable(request -> request.tableName(table))
                .table()
                .latestStreamArn();
    }

    List<DynamodbEvent.DynamodbStreamRecord> next() {
        if (position == seen.size()) {
            fetch();
        }
        return position < seen.size() ? List.of(seen.get(position)) : List.of();
    }

    void taken() {
        position++;
    }

    void rewind() {
        position = 0;
    }

    private void fetch() {
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
        records.records().forEach(record -> seen.add(lambda(record, arn)));
    }

    private static DynamodbEvent.DynamodbStreamRecord lambda(Record record, String arn) {
        StreamRecord change = new StreamRecord();
        change.setSequenceNumber(record.dynamodb().sequenceNumber());
        change.setNewImage(
                record.dynamodb().hasNewImage() ? map(record.dynamodb().newImage()) : null);
        change.setOldImage(
                record.dynamodb().hasOldImage() ? map(record.dynamodb().oldImage()) : null);
        DynamodbEvent.DynamodbStreamRecord event = new DynamodbEvent.DynamodbStreamRecord();
        event.setDynamodb(change);
        event.setEventName(record.eventNameAsString());
        event.setEventSourceARN(arn);
        return event;
    }

    private static Map<String, AttributeValue> map(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> image) {
        Map<String, AttributeValue> map = new HashMap<>();
        image.forEach((name, value) -> map.put(name, value(value)));
        return map;
    }

    private static AttributeValue value(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        AttributeValue converted = new AttributeValue();
        switch (value.type()) {
            case S -> converted.setS(value.s());
            case N -> converted.setN(value.n());
            case BOOL -> converted.setBOOL(value.bool());
            case M -> converted.setM(map(value.m()));
            case L -> converted.setL(value.l().stream().map(StreamReader::value).toList());
            case B -> converted.setB(value.b().asByteBuffer());
            case SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("the store writes no " + value.type());
        }
        return converted;
    }
}
