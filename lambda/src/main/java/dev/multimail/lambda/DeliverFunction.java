package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.functions.pipeline.Deliver;

/** The entry of the one function that lets mail leave, fed by the outbound queue. */
public final class DeliverFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Deliver handler =
            new Deliver(Workshop.in(Environment.ofProcess()).delivering());

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return handler.handleRequest(event, context);
    }
}
