package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.openapi.OpenApi;
import dev.multimail.functions.wiring.Services;

/**
 * The API's description for machines, at two addresses that clients know.
 *
 * @param name what it is called where operations are listed
 */
public record OpenApiDocument(Services services, String name, String path) implements PublicOperation {
    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String description() {
        return "This document.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        return Reply.ok(OpenApi.document(Api.operations(services), Api.publicOperations(services)));
    }
}
