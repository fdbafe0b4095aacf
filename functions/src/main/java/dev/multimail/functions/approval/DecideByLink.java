package dev.multimail.functions.approval;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.PageNonce;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.approval.Visit.Opened;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Form;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.oversight.Deciding;
import dev.multimail.functions.oversight.Verdict;
import dev.multimail.functions.page.ApprovalPages;
import dev.multimail.functions.page.ApprovalView;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Advance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an approver's decision, posted by the button of the page that {@link ShowApproval} drew. A visitor without a
 * link can have fresh ones mailed to the approvers, and learns nothing by asking.
 */
public record DecideByLink(Services services) implements PublicOperation {
    private static final Duration BETWEEN_NOTICES = Duration.ofMinutes(1);
    private static final String VISITOR = "visitor";
    private static final String LINKS_ASKED = "ask_for_links";
    /** What browsers say of a page's own form, and of an address that a person typed (W3C Fetch Metadata). */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    @Override
    public String name() {
        return "decide_by_link";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/approve/{token}";
    }

    @Override
    public String description() {
        return "Decide by an approver's link: the form of the page posts here.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = Visit.token(event);
        Optional<MessageId> withoutLink = MessageId.parse(token);
        if (withoutLink.isPresent()) {
            mailFreshLinks(withoutLink.get(), Visit.requestId(event));
            return Visit.page(200, ApprovalPages.linkMailed());
        }
        try {
            requireSameOrigin(event);
            Opened opened = Visit.open(services, token);
            return decide(opened, token, Form.of(ApiGateway.body(event)), Visit.requestId(event));
        } catch (Problem problem) {
            return Visit.refused(problem);
        }
    }

    private Reply decide(Opened opened, String token, Map<String, String> form, String requestId) {
        Message message = opened.read().message();
        String approver = opened.link().approver();
        Principal.Approver by =
                new Principal.Approver(message.accountId(), message.id().mailbox(), approver);
        Instant now = services.clock().instant();
        if (!PageNonce.matches(
                form.getOrDefault("nonce", ""), token, now, services.settings().linkKeys())) {
            throw Problem.of(
                    ErrorCode.APPROVAL_LINK_INVALID, "This form is too old or was not made by the approval page.");
        }
        Verdict verdict = Verdict.parse(form.getOrDefault("action", ""))
                .orElseThrow(() -> Problem.of(ErrorCode.INVALID_FIELD, "Press approve or reject."));
        if (!(Policy.decide(by, Operation.DECIDE_EMAIL, Target.ownInAnyMode()) instanceof Decision.Allow)) {
            throw Problem.of(ErrorCode.APPROVAL_LINK_INVALID);
        }
        ApprovalView view = Questions.of(services, opened.read());
        try {
            Message decided = Deciding.decide(
                    services,
                    message,
                    new Deciding.Request(by, verdict, opened.link().contentHash(), reason(form), requestId));
            return Visit.page(200, Visit.decided(view, decided, approver));
        } catch (Problem problem) {
            Visit.record(services, message, by.actor(), name(), problem.code().wire(), requestId);
            return lost(view, message, problem, approver);
        }
    }

    // Forms send every line break as CRLF (WHATWG HTML), which counts as one character where the person types it.
    private static String reason(Map<String, String> form) {
        return form.getOrDefault("reason", "").replace("\r\n", "\n");
    }

    // Who comes too late is shown who decided, with the status of a conflict.
    private Reply lost(ApprovalView view, Message message, Problem problem, String approver) {
        boolean decidedMeanwhile =
                problem.code() == ErrorCode.WRONG_STATE || problem.code() == ErrorCode.MESSAGE_EXPIRED;
        Optional<Message> now = services.store().messages().get(message.id());
        if (!decidedMeanwhile || now.isEmpty() || now.get().state().waitsForPerson()) {
            return Visit.refused(problem);
        }
        return Visit.page(409, Visit.decided(view, now.get(), approver));
    }

    private void mailFreshLinks(MessageId id, String requestId) {
        Instant now = services.clock().instant();
        services.store().messages().get(id).ifPresent(message -> {
            Instant last = message.life().noticedAt();
            if (last == null || last.plus(BETWEEN_NOTICES).isAfter(now)) {
                return;
            }
            services.store()
                    .advance()
                    .from(
                            message,
                            Advance.move(
                                    life -> Lifecycle.askNotice(life, now),
                                    (before, after) -> List.of(services.store()
                                            .audit()
                                            .append(Visit.entry(
                                                    services,
                                                    before,
                                                    VISITOR,
                                                    LINKS_ASKED,
                                                    AuditRecord.OK,
                                                    requestId)))),
                            now);
        });
    }

    // Browsers say where a post comes from; whoever says another place is not the page's own button.
    private void requireSameOrigin(APIGatewayProxyRequestEvent event) {
        Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean foreign = name.equals("sec-fetch-site") && !OWN_SITES.contains(header.getValue());
            if (foreign) {
                throw Problem.of(ErrorCode.APPROVAL_LINK_INVALID, "The decision must come from the approval page.");
            }
        }
    }
}
