package dev.multimail.functions.unsubscribe;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Suppression;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Ends all mail of an account to a recipient: by a mail program's one click (RFC 8058 §3.2) or the page's button. */
public record Unsubscribe(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "unsubscribe";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return Leaving.PATH + "{message}";
    }

    @Override
    public String description() {
        return "End all mail of an account to the recipient whom the link names (RFC 8058 one-click). Doing it twice is"
                + " as good as once.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        Leaving.Opened opened;
        try {
            opened = Leaving.open(services, Leaving.token(event));
        } catch (Problem problem) {
            return Leaving.refused(problem);
        }
        String account = opened.account().id();
        String recipient = opened.recipient();
        Instant now = services.clock().instant();
        if (services.store().suppressions().get(account, recipient).isEmpty()) {
            services.store()
                    .transactions()
                    .require(List.of(
                            services.store()
                                    .suppressions()
                                    .add(account, new Suppression(recipient, "unsubscribe", now)),
                            services.store()
                                    .audit()
                                    .append(new AuditRecord(
                                            services.ids().ulid(),
                                            now,
                                            account,
                                            null,
                                            true,
                                            "link:unsubscribe",
                                            name(),
                                            AuditRecord.OK,
                                            recipient,
                                            ApiGateway.requestId(event),
                                            Map.of()))));
        }
        return Leaving.page(
                200, ServicePages.unsubscribed(recipient, opened.account().operator()));
    }
}
