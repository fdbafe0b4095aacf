package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.pipeline.Expire;
import java.util.Map;

/** The entry for waits that ran out, called by the state machine. */
public final class ExpireFunction implements RequestHandler<Map<String, String>, Map<String, String>> {
    private final Expire handler =
            new Expire(Workshop.in(Environment.ofProcess()).storing());

    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
        return handler.handleRequest(event, context);
    }
}
