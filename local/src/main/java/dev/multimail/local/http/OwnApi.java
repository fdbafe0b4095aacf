package dev.multimail.local.http;

import dev.multimail.mcp.rest.RestAnswer;
import dev.multimail.mcp.rest.RestApi;
import dev.multimail.mcp.rest.RestRequest;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API of this very process, for the tools that it offers: the same gateway and authorizer, without a connection.
 */
record OwnApi(Function<Request, Response> gateway) implements RestApi {
    @Override
    public RestAnswer send(RestRequest request, @Nullable String token) {
        byte[] body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8);
        Response response = gateway.apply(new Request(
                request.verb().name(),
                request.path(),
                request.query(),
                request.headers(token),
                Octets.owning(body),
                "127.0.0.1"));
        String type = response.headers().getOrDefault("content-type", "application/octet-stream");
        return new RestAnswer(response.status(), type, response.body());
    }
}
