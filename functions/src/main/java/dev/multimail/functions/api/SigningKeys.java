package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;

/** The public keys that verify the {@code X-MultiMail-Identity} header, as a JSON Web Key Set (RFC 7517 §5). */
public record SigningKeys(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "signing_keys";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/.well-known/jwks.json";
    }

    @Override
    public String description() {
        return "The public keys that verify the X-MultiMail-Identity header (JWK Set, RFC 7517).";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        return Reply.jsonText(200, services.settings().jwks().get());
    }
}
