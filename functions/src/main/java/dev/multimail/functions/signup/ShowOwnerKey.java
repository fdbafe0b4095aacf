package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.PageNonce;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.Problem;
import java.time.Instant;

/** The page behind the link that the owner of a new account gets. Opening it changes nothing. */
public record ShowOwnerKey(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "show_owner_key";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return OwnerVisit.PATH + "{token}";
    }

    @Override
    public String description() {
        return "The page on which the owner of a new account makes its key. Opening it changes nothing.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = OwnerVisit.token(event);
        Instant now = services.clock().instant();
        try {
            OwnerVisit.open(services, token, now);
        } catch (Problem problem) {
            return OwnerVisit.refused(problem);
        }
        String nonce = PageNonce.of(token, now, services.settings().linkKeys());
        return OwnerVisit.page(200, ServicePages.ownerKey(services.settings().path(OwnerVisit.PATH + token), nonce));
    }
}
