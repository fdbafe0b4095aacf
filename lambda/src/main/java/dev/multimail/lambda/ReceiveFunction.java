package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.pipeline.Receive;
import java.util.Map;

/** The entry for received mail, called by a receipt rule of SES. */
public final class ReceiveFunction implements RequestHandler<Map<String, Object>, String> {
    private final Receive handler =
            new Receive(Workshop.in(Environment.ofProcess()).storing());

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        return handler.handleRequest(event, context);
    }
}
