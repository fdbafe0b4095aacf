package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.multimail.functions.pipeline.SealAudit;

/** The entry of the sealer, fed by the audit table's stream. */
public final class SealAuditFunction implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final SealAudit handler =
            new SealAudit(Workshop.in(Environment.ofProcess()).sealing());

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return handler.handleRequest(event, context);
    }
}
