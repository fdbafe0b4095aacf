package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.multimail.functions.pipeline.Sweep;

/** The entry of the sweep, called every minute. */
public final class SweepFunction implements RequestHandler<ScheduledEvent, String> {
    private final Sweep handler = new Sweep(Workshop.in(Environment.ofProcess()).driving());

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        return handler.handleRequest(event, context);
    }
}
