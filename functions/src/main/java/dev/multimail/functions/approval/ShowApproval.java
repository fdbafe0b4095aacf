package dev.multimail.functions.approval;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.PageNonce;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.approval.Visit.Opened;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.page.ApprovalPages;
import dev.multimail.functions.page.ApprovalView;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.message.Message;
import dev.multimail.problem.Problem;
import java.time.Instant;

/** Shows the approval page. It changes nothing, ever: mail scanners follow links. */
public record ShowApproval(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "show_approval";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.GET;
    }

    @Override
    public String path() {
        return "/v1/approve/{token}";
    }

    @Override
    public String description() {
        return "The page on which an approver decides. Opening it changes nothing.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = Visit.token(event);
        if (MessageId.parse(token).isPresent()) {
            return Visit.page(200, ApprovalPages.needsLink(services.settings().path("/v1/approve/" + token)));
        }
        Opened opened;
        try {
            opened = Visit.open(services, token);
        } catch (Problem problem) {
            return Visit.refused(problem);
        }
        Message message = opened.read().message();
        Instant now = services.clock().instant();
        ApprovalView view = Questions.of(services, opened.read());
        Visit.record(
                services,
                message,
                "approver:" + opened.link().approver(),
                name(),
                AuditRecord.OK,
                Visit.requestId(event));
        if (!message.state().waitsForPerson()) {
            return Visit.page(200, Visit.decided(view, message, opened.link().approver()));
        }
        Instant expiresAt = message.life().expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Visit.page(200, ApprovalPages.decided(view, "expired", "", expiresAt, null, false));
        }
        String nonce = PageNonce.of(token, now, services.settings().linkKeys());
        return Visit.page(200, ApprovalPages.ask(view, services.settings().path("/v1/approve/" + token), nonce));
    }
}
