package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The entry of an approver's page: like {@link ApiFunction}, with the keys that open links. */
public final class PageFunction implements RequestStreamHandler {
    private final ApiFunction page;

    public PageFunction() {
        Environment environment = Environment.ofProcess();
        this.page = new ApiFunction(
                environment.need(Environment.OPERATION),
                Workshop.in(environment).pages());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        page.handleRequest(event, answer, context);
    }
}
