package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mcp.McpFunction;
import dev.multimail.mcp.rest.HttpApi;
import java.util.Map;

/**
 * The entry of the function behind {@code /mcp}. It may do nothing but log: whatever it does, it asks the API to do.
 */
public final class McpEntry implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final McpFunction function;

    public McpEntry() {
        this(Environment.ofProcess());
    }

    McpEntry(Environment environment) {
        Services services = Installation.forApi(environment);
        this.function = McpFunction.over(
                services,
                new HttpApi(services.settings().publicUrl(), services.log().clock()));
        Priming.register(this::prime);
    }

    // Greets as a client does, which asks nothing of the API.
    private void prime() {
        function.handleRequest(
                new APIGatewayProxyRequestEvent()
                        .withHttpMethod("POST")
                        .withHeaders(Map.of("content-type", "application/json"))
                        .withBody("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"),
                new PrimingContext());
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return function.handleRequest(event, context);
    }
}
