package dev.multimail.functions.testing;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Reads a table's stream one record at a time; a record that was not taken comes again. */
final class StreamReader {
    private final Database.Changes changes;
    private final List<DynamodbEvent.DynamodbStreamRecord> seen = new ArrayList<>();
    private int position;

    /** @param changes those of one table */
    StreamReader(Database.Changes changes) {
        this.changes = changes;
    }

    List<DynamodbEvent.DynamodbStreamRecord> next() {
        if (position == seen.size()) {
            changes.next().forEach(record -> seen.add(lambda(record, changes.arn())));
        }
        return position < seen.size() ? List.of(seen.get(position)) : List.of();
    }

    void taken() {
        position++;
    }

    void rewind() {
        position = 0;
    }

    /** Goes back by so many records, at most to the beginning. */
    void rewind(int records) {
        position = Math.max(0, position - records);
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
