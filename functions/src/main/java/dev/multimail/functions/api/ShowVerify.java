package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.gateway.WebPage;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import java.util.Map;

/** The page on which anybody checks who sent a message. What is pasted there is sent nowhere. */
public record ShowVerify(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "show_verify";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/verify";
    }

    @Override
    public String description() {
        return "The page on which anybody checks a message's X-MultiMail-Identity header, in the browser itself.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String html = ServicePages.verify(services.settings().path("/.well-known/jwks.json"));
        return WebPage.reply(200, html, ServicePages.contentSecurityPolicy(html), Map.of());
    }
}
