package dev.multimail.local.http;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.api.Api;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mcp.McpFunction;
import dev.multimail.mcp.rest.RestApi;
import java.util.ArrayList;
import java.util.List;

/**
 * One method of one path, and the function behind it.
 *
 * @param needsToken whether the authorizer is asked first
 */
record Route(
        String method,
        PathTemplate path,
        String name,
        boolean needsToken,
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    /**
     * The routes of the whole API.
     *
     * @param tools what the tools of MCP call
     */
    static List<Route> all(Services services, RestApi tools) {
        List<Route> routes = new ArrayList<>();
        Api.operations(services)
                .forEach(operation -> operation.endpoint().paths().stream()
                        .map(path -> new Route(
                                operation.endpoint().verb().name(),
                                PathTemplate.of(path),
                                operation.endpoint().operation().wire(),
                                true,
                                operation))
                        .forEach(routes::add));
        Api.publicOperations(services)
                .forEach(page -> routes.add(
                        new Route(page.verb().name(), PathTemplate.of(page.path()), page.name(), false, page)));
        // A client without a token must learn how to get one, and each tool asks the API with the token that it has.
        routes.add(
                new Route("POST", PathTemplate.of(McpFunction.PATH), "mcp", false, McpFunction.over(services, tools)));
        return List.copyOf(routes);
    }
}
