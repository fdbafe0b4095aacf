package dev.multimail.functions.testing;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.wiring.Services;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What API Gateway does before a handler: matches the path, splits the query, asks the authorizer. */
final class Route {
    private Route() {}

    static Optional<Map<String, String>> match(String template, String target) {
        String[] wanted = template.split("/", -1);
        String[] given = target.split("\\?", 2)[0].split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int index = 0; index < wanted.length; index++) {
            if (wanted[index].startsWith("{")) {
                String name = wanted[index].substring(1, wanted[index].length() - 1);
                parameters.put(name, URLDecoder.decode(given[index].replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!wanted[index].equals(given[index])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    static Map<String, String> query(String target) {
        Map<String, String> query = new HashMap<>();
        String[] parts = target.split("\\?", 2);
        if (parts.length == 2) {
            for (String pair : parts[1].split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(
                        nameAndValue[0],
                        nameAndValue.length < 2 ? "" : URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    static Map<String, Object> authorize(Services services, String token) {
        APIGatewayCustomAuthorizerEvent event = APIGatewayCustomAuthorizerEvent.builder()
                .withType("TOKEN")
                .withAuthorizationToken("Bearer " + token)
                .withMethodArn("arn:aws:execute-api:eu-west-1:000000000000:api/prod/GET/v1/mailboxes")
                .build();
        return new TokenAuthorizer(services)
                .handleRequest(event, new TestContext())
                .getContext();
    }
}
