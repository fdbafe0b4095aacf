package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.effect.Effect;
import dev.multimail.functions.wiring.Services;
import java.util.List;

/**
 * Maps each committed change of the state table to its effects. Records come in order and at least once; the first that
 * fails stops its batch there and comes again (AWS: reporting batch item failures of a stream).
 */
public record Relay(Services services) implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        for (DynamodbEvent.DynamodbStreamRecord change : event.getRecords()) {
            try {
                Effector.apply(effects(change), services);
            } catch (RuntimeException failure) {
                String sequence = change.getDynamodb().getSequenceNumber();
                services.log().failure("relay", sequence, failure);
                return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(sequence)));
            }
        }
        return new StreamsEventResponse(List.of());
    }

    private static List<Effect> effects(DynamodbEvent.DynamodbStreamRecord change) {
        return RowEffects.of(
                StreamImages.row(change.getDynamodb().getOldImage()),
                StreamImages.row(change.getDynamodb().getNewImage()));
    }
}
