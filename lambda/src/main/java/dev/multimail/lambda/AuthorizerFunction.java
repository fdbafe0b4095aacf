package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.json.LambdaEvents;
import dev.multimail.functions.wiring.Services;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The entry of the token authorizer. */
public final class AuthorizerFunction implements RequestStreamHandler {
    private final TokenAuthorizer authorizer;

    public AuthorizerFunction() {
        this(Installation.forApi(Environment.ofProcess()));
    }

    AuthorizerFunction(Services services) {
        this.authorizer = new TokenAuthorizer(services);
        Priming.register(services, this::prime);
    }

    // A token that is none is refused by its form.
    private void prime() {
        try {
            Priming.pass(this, "{}");
        } catch (TokenAuthorizer.Unauthorized expected) {
            return;
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        APIGatewayCustomAuthorizerEvent request = LambdaEvents.read(event, APIGatewayCustomAuthorizerEvent.class);
        LambdaEvents.write(authorizer.handleRequest(request, context), answer);
    }
}
