package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Rows in the events of a table's stream, as the rows that the store reads. */
final class StreamImages {
    private StreamImages() {}

    static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> row(
            @Nullable Map<String, AttributeValue> image) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> row = new HashMap<>();
        if (image != null) {
            image.forEach((name, value) -> row.put(name, value(value)));
        }
        return row;
    }

    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(AttributeValue value) {
        var target = software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        if (value.getS() != null) {
            return target.s(value.getS()).build();
        }
        if (value.getN() != null) {
            return target.n(value.getN()).build();
        }
        if (value.getBOOL() != null) {
            return target.bool(value.getBOOL()).build();
        }
        if (value.getM() != null) {
            return target.m(row(value.getM())).build();
        }
        if (value.getL() != null) {
            return target.l(value.getL().stream().map(StreamImages::value).toList())
                    .build();
        }
        if (value.getB() != null) {
            return target.b(SdkBytes.fromByteBuffer(value.getB())).build();
        }
        throw new IllegalArgumentException("the store writes no attribute of this type");
    }
}
