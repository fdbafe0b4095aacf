package dev.multimail.functions.approval;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.ApprovalLink;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.gateway.WebPage;
import dev.multimail.functions.page.ApprovalPages;
import dev.multimail.functions.page.ApprovalView;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Deliverables.Deliverable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the approval page's two handlers share: opening a link, and answering with a page. */
final class Visit {
    /** The path's parameter: a link's token, or the id of a message for a visitor without a link. */
    static final String PARAMETER = "token";

    private Visit() {}

    /** What a link opened: its claims, and the message with its mailbox as they are now. */
    record Opened(ApprovalLink link, Deliverable read) {}

    static String token(APIGatewayProxyRequestEvent event) {
        Map<String, String> parameters = event.getPathParameters();
        return parameters == null ? "" : parameters.getOrDefault(PARAMETER, "");
    }

    /**
     * Opens a link.
     *
     * @throws Problem if it is not a link, if its message has other content now, or if the person is no approver any
     *     more
     */
    static Opened open(Services services, String token) {
        Instant now = services.clock().instant();
        ApprovalLink.Opened opened =
                ApprovalLink.open(token, services.settings().linkKeys(), now);
        ApprovalLink link = switch (opened) {
            case ApprovalLink.Opened.Valid valid -> valid.link();
            case ApprovalLink.Opened.Expired expired -> expired.link();
            case ApprovalLink.Opened.Invalid _ -> throw Problem.of(ErrorCode.APPROVAL_LINK_INVALID);
        };
        Deliverable read = MessageId.parse(link.messageId())
                .flatMap(services.store().deliverables()::get)
                .orElseThrow(() -> Problem.of(ErrorCode.APPROVAL_LINK_INVALID));
        if (!read.message().contentHash().equals(link.contentHash())) {
            throw Problem.of(ErrorCode.CONTENT_CHANGED);
        }
        boolean approver = read.mailbox().approvers().stream()
                .anyMatch(address -> address.normalized().equals(link.approver()));
        if (!approver) {
            throw Problem.of(ErrorCode.APPROVER_REMOVED);
        }
        // Behind an old link the page still tells how the message ended, and no longer asks.
        if (opened instanceof ApprovalLink.Opened.Expired && open(read.message(), now)) {
            throw Problem.of(ErrorCode.APPROVAL_LINK_INVALID, "This approval link is too old.");
        }
        return new Opened(link, read);
    }

    /** Whether a person can still decide. */
    static boolean open(Message message, Instant now) {
        Instant expiresAt = message.life().expiresAt();
        return message.state().waitsForPerson() && (expiresAt == null || now.isBefore(expiresAt));
    }

    static Reply page(int status, String html) {
        return page(status, html, Map.of());
    }

    static Reply page(int status, String html, Map<String, String> more) {
        return WebPage.reply(status, html, ApprovalPages.contentSecurityPolicy(html), more);
    }

    static Reply refused(Problem problem) {
        String title = switch (problem.code().kind()) {
            case CONFLICT -> "This cannot be decided any more";
            case NOT_FOUND,
                    FORBIDDEN,
                    INVALID,
                    UNAUTHENTICATED,
                    TOO_LARGE,
                    UNPROCESSABLE,
                    LIMITED,
                    UNAVAILABLE,
                    NOT_OFFERED,
                    INTERNAL -> "This page cannot help you";
        };
        int status = Problems.status(problem.code());
        return page(
                status,
                ApprovalPages.refused(title, problem.sentence(), problem.code().hint()));
    }

    /** The page of a message that nobody decides any more: how it ended, and through whom. */
    static String decided(ApprovalView view, Message message, @Nullable String visitor) {
        Approval approval = message.life().approval();
        Ending ending = message.life().ending();
        if (ending != null) {
            boolean byYou = ending.by().equals(visitor);
            return ApprovalPages.decided(
                    view, message.state().wire(), ending.by(), ending.at(), ending.reason(), byYou);
        }
        if (approval != null && approval.kind() == Approval.Kind.PERSON) {
            boolean byYou = approval.by().equals(visitor);
            String state = message.state() == MessageState.SENT ? "sent" : "approved";
            return ApprovalPages.decided(view, state, approval.by(), approval.at(), null, byYou);
        }
        return ApprovalPages.decided(view, message.state().wire(), "", message.updatedAt(), null, false);
    }

    static void record(
            Services services, Message message, String actor, String action, String outcome, String requestId) {
        services.store().audit().record(entry(services, message, actor, action, outcome, requestId));
    }

    /** A record of what somebody did on a page. */
    static AuditRecord entry(
            Services services, Message message, String actor, String action, String outcome, String requestId) {
        return new AuditRecord(
                services.ids().ulid(),
                services.clock().instant(),
                message.accountId(),
                message.id().mailbox(),
                message.id().live(),
                actor,
                action,
                outcome,
                message.id().toString(),
                requestId,
                Map.of());
    }

    static String requestId(APIGatewayProxyRequestEvent event) {
        return ApiGateway.requestId(event);
    }
}
