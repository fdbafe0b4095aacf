package dev.multimail.functions.unsubscribe;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.gateway.WebPage;
import dev.multimail.functions.page.ApprovalPages;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.Account;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Map;

/** What the two handlers of an unsubscribe link share. */
final class Leaving {
    static final String PATH = "/v1/unsubscribe/";

    private Leaving() {}

    /**
     * Who leaves whom.
     *
     * @param recipient in lower case
     */
    record Opened(String recipient, Account account) {}

    static String token(APIGatewayProxyRequestEvent event) {
        Map<String, String> path = event.getPathParameters();
        return path == null ? "" : path.getOrDefault("message", "");
    }

    /**
     * Opens the way out of a message to one recipient: its id is known to whom it was sent to. The most that a stranger
     * who learns one can do is to end mail, which the account's owner sees and can undo.
     *
     * @throws Problem {@code not_found} if there is no such message
     */
    static Opened open(Services services, String token) {
        Message message = MessageId.parse(token)
                .flatMap(services.store().messages()::get)
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND));
        if (!(message.matter() instanceof Matter.Outbound outbound)
                || outbound.envelope().to().size() != 1) {
            throw Problem.of(ErrorCode.NOT_FOUND);
        }
        Account account =
                services.store().accounts().get(message.accountId()).orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND));
        return new Opened(outbound.envelope().to().getFirst().normalized(), account);
    }

    static Reply page(int status, String html) {
        return WebPage.reply(status, html, ServicePages.contentSecurityPolicy(html), Map.of());
    }

    static Reply refused(Problem problem) {
        return page(
                Problems.status(problem.code()),
                ApprovalPages.refused(
                        "This page cannot help you",
                        "This link is not one of this service.",
                        "Use the link of the message itself, whole."));
    }
}
