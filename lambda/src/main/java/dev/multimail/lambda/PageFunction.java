package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;

/** The entry of an approver's page: like {@link ApiFunction}, with the keys that open links. */
public final class PageFunction implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final ApiFunction page;

    public PageFunction() {
        Environment environment = Environment.ofProcess();
        this.page = new ApiFunction(
                environment.need(Environment.OPERATION),
                Workshop.in(environment).pages());
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return page.handleRequest(event, context);
    }
}
