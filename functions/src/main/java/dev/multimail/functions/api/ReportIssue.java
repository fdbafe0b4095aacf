package dev.multimail.functions.api;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Account;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Letter;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mails the owner that something is wrong, in the reporter's own words. */
public record ReportIssue(Services services) implements ApiOperation<ReportIssue.Request> {
    /** What is wrong, and the {@code request_id} of the call that it is about. */
    public record Request(
            @Nullable String message,
            @Nullable String description,
            @Nullable String requestId) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.REPORT_ISSUE,
                Endpoint.Verb.POST,
                "Tell the account's owner by mail that something is wrong.",
                "/v1/feedback");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownInAnyMode());
        String message = call.request().message() == null
                ? call.request().description()
                : call.request().message();
        if (message == null || message.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "message is missing.", "field", "message");
        }
        boolean printable = message.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
        if (!printable) {
            throw invalid("message", "message holds control characters.");
        }
        String about = Objects.requireNonNullElse(call.request().requestId(), "");
        if (about.chars().anyMatch(Character::isISOControl)) {
            throw invalid("request_id", "request_id holds control characters.");
        }
        Account account =
                services.store().accounts().get(call.principal().accountId()).orElseThrow(Targets::missing);
        MailboxId mailbox = call.principal() instanceof Principal.Agent agent ? agent.mailbox() : null;
        Letter letter = new Letter(
                id(call),
                Letter.Kind.REPORT,
                account.oversightEmail(),
                Map.of("message", message, "about", about, "by", reporter(call.principal())),
                call.now());
        Optional<Write.Guard> failed = services.store()
                .transactions()
                .commit(List.of(
                        services.store().letters().create(letter),
                        services.store().audit().append(call.audit(mailbox, letter.id()))));
        if (failed.isPresent()) {
            throw Problem.of(
                    ErrorCode.LIMIT_REACHED, "One report a minute is mailed for each token.", "retry_after", "60");
        }
        return Reply.ok(Map.of("status", "reported", "id", letter.id()));
    }

    // The same for every report of a token within a minute, so that a runaway agent does not fill its owner's inbox.
    private static String id(Call<?> call) {
        String minute = call.now().truncatedTo(ChronoUnit.MINUTES).toString();
        return "ltr_" + ContentHash.ofText("report", call.principal().actor() + " " + minute);
    }

    private static String reporter(Principal principal) {
        return switch (principal) {
            case Principal.Agent agent -> "The agent of " + agent.address();
            case Principal.Key key -> "The holder of key " + key.tokenId();
            case Principal.Approver approver -> approver.email();
        };
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
