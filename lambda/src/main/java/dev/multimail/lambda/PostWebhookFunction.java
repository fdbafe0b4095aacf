package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.multimail.functions.pipeline.PostWebhook;

/** The entry of the function that posts webhooks, fed by their queue. */
public final class PostWebhookFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final PostWebhook handler =
            new PostWebhook(Workshop.in(Environment.ofProcess()).storing());

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return handler.handleRequest(event, context);
    }
}
