package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;
import java.util.Map;

/** Whether the service can read its table: {@code ok} with 200, {@code degraded} with 503. */
public record Health(Services services) implements PublicOperation {
    private static final int UNAVAILABLE = 503;

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/health";
    }

    @Override
    public String description() {
        return "Whether the service can read its table.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        return services.store().accounts().reachable()
                ? Reply.ok(Map.of("status", "ok"))
                : Reply.json(UNAVAILABLE, Map.of("status", "degraded"));
    }
}
