package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.functions.pipeline.Relay;

/** The entry of the relay, fed by the state table's stream. */
public final class RelayFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final Relay handler = new Relay(Workshop.in(Environment.ofProcess()).driving());

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return handler.handleRequest(event, context);
    }
}
