package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.pipeline.DeliveryEvents;
import java.util.Map;

/** The entry for what SES tells of mail that left, called by the default bus. */
public final class DeliveryEventsFunction implements RequestHandler<Map<String, Object>, String> {
    private final DeliveryEvents handler =
            new DeliveryEvents(Workshop.in(Environment.ofProcess()).observing());

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        return handler.handleRequest(event, context);
    }
}
