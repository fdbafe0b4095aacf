package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.OwnerLink;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.gateway.WebPage;
import dev.multimail.functions.page.ApprovalPages;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.Map;

/** What the two handlers of an owner's page share. */
final class OwnerVisit {
    static final String PATH = "/v1/owner-key/";

    private OwnerVisit() {}

    static String token(APIGatewayProxyRequestEvent event) {
        Map<String, String> path = event.getPathParameters();
        return path == null ? "" : path.getOrDefault("token", "");
    }

    /**
     * Opens a link whose key was not made yet.
     *
     * @throws Problem {@code approval_link_invalid}
     */
    static OwnerLink open(Services services, String token, Instant now) {
        if (!OwnerLink.resembles(token)) {
            throw invalid("This link is not valid.");
        }
        OwnerLink link = OwnerLink.open(token, services.settings().linkKeys(), now)
                .orElseThrow(() -> invalid("This link is not valid, or too old."));
        if (services.store().credentials().get(link.accountId(), keyId(link)).isPresent()) {
            throw invalid("The key was made and shown already.");
        }
        return link;
    }

    /** The id of the key that a link makes: there is one for each link. */
    static String keyId(OwnerLink link) {
        return "key_" + link.id();
    }

    static Problem invalid(String sentence) {
        return Problem.of(ErrorCode.APPROVAL_LINK_INVALID, sentence);
    }

    static Reply page(int status, String html) {
        return WebPage.reply(status, html, ServicePages.contentSecurityPolicy(html), Map.of());
    }

    static Reply refused(Problem problem) {
        return page(
                Problems.status(problem.code()),
                ApprovalPages.refused(
                        "This page cannot help you",
                        problem.sentence(),
                        "An owner's key makes others: POST /v1/api-keys. Without one, ask who runs this service."));
    }
}
