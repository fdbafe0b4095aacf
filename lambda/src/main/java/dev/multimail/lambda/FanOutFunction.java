package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.pipeline.FanOut;
import java.util.Map;

/** The entry of the fan-out to webhooks, called by the bus. */
public final class FanOutFunction implements RequestHandler<Map<String, Object>, String> {
    private final FanOut handler =
            new FanOut(Workshop.in(Environment.ofProcess()).storing());

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        return handler.handleRequest(event, context);
    }
}
