package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a short name can be had for a new account. */
public record CheckSlug(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "check_slug";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/v1/slug-check/{slug}";
    }

    @Override
    public String description() {
        return "Whether a short name can be had for a new account, and others that can.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        SigningUp.requireOpen(services);
        Map<String, String> path = event.getPathParameters() == null ? Map.of() : event.getPathParameters();
        String slug = Slugs.checked(path.getOrDefault("slug", "").toLowerCase(Locale.ROOT));
        String obstacle = Slugs.obstacle(services, slug);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("available", obstacle.isEmpty());
        answer.put("slug", slug);
        if (!obstacle.isEmpty()) {
            answer.put("reason", obstacle);
        }
        answer.put("suggestions", obstacle.isEmpty() ? List.of() : Slugs.suggestions(services, slug));
        answer.put("address_preview", Slugs.address(services, slug).toString());
        return Reply.ok(answer);
    }
}
