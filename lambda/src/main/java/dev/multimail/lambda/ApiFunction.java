package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.api.Api;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.json.LambdaEvents;
import dev.multimail.functions.wiring.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The entry of the function of one operation: the operation of {@link Api} that the environment names. */
public final class ApiFunction implements RequestStreamHandler {
    private final RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> operation;

    public ApiFunction() {
        this(Environment.ofProcess());
    }

    ApiFunction(Environment environment) {
        this(environment.need(Environment.OPERATION), Installation.forApi(environment));
    }

    ApiFunction(String name, Services services) {
        this.operation = find(name, services);
        Priming.register(services, this::prime);
    }

    private static RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> find(
            String name, Services services) {
        Optional<ApiOperation<?>> operation = Api.operations(services).stream()
                .filter(candidate -> candidate.endpoint().operation().wire().equals(name))
                .findFirst();
        Optional<PublicOperation> page = Api.publicOperations(services).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        return Stream.concat(operation.stream(), page.stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the API has no operation " + name));
    }

    // Without a caller in its context every operation answers before it reads or writes anything; a page without a
    // link does as well.
    private void prime() {
        Priming.pass(this, "{}");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        APIGatewayProxyRequestEvent request = LambdaEvents.read(event, APIGatewayProxyRequestEvent.class);
        LambdaEvents.write(operation.handleRequest(request, context), answer);
    }
}
