package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.effect.Effect;
import dev.multimail.effect.Effects;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.store.Codes;
import dev.multimail.store.Letters;
import dev.multimail.store.MessageRows;
import dev.multimail.store.Webhooks;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps each committed change of the state table to its effects. Records come in order and at least once; the first that
 * fails stops its batch there and comes again (AWS: reporting batch item failures of a stream).
 */
public record Relay(Services services) implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        for (DynamodbEvent.DynamodbStreamRecord change : event.getRecords()) {
            try {
                Effector.apply(effects(change), services.ports());
            } catch (RuntimeException failure) {
                String sequence = change.getDynamodb().getSequenceNumber();
                services.log().failure("relay", sequence, failure);
                return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(sequence)));
            }
        }
        return new StreamsEventResponse(List.of());
    }

    private static List<Effect> effects(DynamodbEvent.DynamodbStreamRecord change) {
        Map<String, AttributeValue> after =
                StreamImages.row(change.getDynamodb().getNewImage());
        Map<String, AttributeValue> before =
                StreamImages.row(change.getDynamodb().getOldImage());
        if (after.isEmpty()) {
            return List.of();
        }
        if (MessageRows.isMessage(after)) {
            Message old = before.isEmpty() ? null : MessageRows.read(before);
            return Effects.of(old, MessageRows.read(after));
        }
        if (Codes.isCode(after)) {
            return Effects.of(Codes.read(after));
        }
        if (Letters.isLetter(after)) {
            return Effects.of(Letters.read(after));
        }
        return Webhooks.isDelivery(after) ? Effects.of(Webhooks.readDelivery(after)) : List.of();
    }
}
