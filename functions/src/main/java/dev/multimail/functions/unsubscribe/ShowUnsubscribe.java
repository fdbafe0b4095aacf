package dev.multimail.functions.unsubscribe;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.Problem;

/** The page behind an unsubscribe link. It changes nothing, since mail scanners follow links (RFC 8058 §1). */
public record ShowUnsubscribe(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "show_unsubscribe";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return Leaving.PATH + "{message}";
    }

    @Override
    public String description() {
        return "The page on which a recipient ends all mail of an account. Opening it changes nothing.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = Leaving.token(event);
        try {
            Leaving.Opened opened = Leaving.open(services, token);
            return Leaving.page(
                    200,
                    ServicePages.unsubscribe(
                            services.settings().path(Leaving.PATH + token),
                            opened.recipient(),
                            opened.account().operator()));
        } catch (Problem problem) {
            return Leaving.refused(problem);
        }
    }
}
