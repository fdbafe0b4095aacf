package dev.multimail.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records of a table's stream in the shape in which Lambda hands them to a function. */
final class StreamRecords {
    private StreamRecords() {}

    /** @param stream the stream's ARN */
    static DynamodbEvent event(String stream, List<Record> records) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records.stream().map(read -> change(stream, read)).toList());
        return event;
    }

    private static DynamodbEvent.DynamodbStreamRecord change(String stream, Record read) {
        StreamRecord images = new StreamRecord()
                .withSequenceNumber(read.dynamodb().sequenceNumber())
                .withKeys(row(read.dynamodb().keys()));
        if (read.dynamodb().hasNewImage()) {
            images.withNewImage(row(read.dynamodb().newImage()));
        }
        if (read.dynamodb().hasOldImage()) {
            images.withOldImage(row(read.dynamodb().oldImage()));
        }
        DynamodbEvent.DynamodbStreamRecord change = new DynamodbEvent.DynamodbStreamRecord();
        change.setEventID(read.eventID());
        change.setEventName(read.eventNameAsString());
        change.setEventSource("aws:dynamodb");
        change.setEventSourceARN(stream);
        change.setDynamodb(images);
        return change;
    }

    private static Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> row(
            Map<String, AttributeValue> row) {
        return row.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> value(entry.getValue()), (a, _) -> a, HashMap::new));
    }

    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value(
            AttributeValue value) {
        var target = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
        return switch (value.type()) {
            case S -> target.withS(value.s());
            case N -> target.withN(value.n());
            case B -> target.withB(value.b().asByteBuffer());
            case BOOL -> target.withBOOL(value.bool());
            case M -> target.withM(row(value.m()));
            case L -> target.withL(value.l().stream().map(StreamRecords::value).toList());
            case SS -> target.withSS(value.ss());
            case NS -> target.withNS(value.ns());
            case NUL, BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("the store writes no attribute of type " + value.type());
        };
    }
}
