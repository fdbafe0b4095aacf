package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.wiring.Services;

/** The entry of the token authorizer. */
public final class AuthorizerFunction implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponse> {
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
            authorizer.handleRequest(new APIGatewayCustomAuthorizerEvent(), new PrimingContext());
        } catch (TokenAuthorizer.Unauthorized expected) {
            return;
        }
    }

    @Override
    public IamPolicyResponse handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        return authorizer.handleRequest(event, context);
    }
}
