package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.OneTimeCode;
import dev.multimail.approval.ProofOfWork;
import dev.multimail.functions.admin.AccountSettings;
import dev.multimail.functions.admin.MailboxSettings;
import dev.multimail.functions.field.Limits;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.SignUp;
import dev.multimail.message.Address;
import dev.multimail.policy.OversightMode;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account. Nothing is made yet: a code is mailed to the person who is to oversee the agent, and whoever
 * brings it opens the account. The answer is the same whoever already has one.
 */
public record CreateAccount(Services services) implements PublicOperation {
    /** Who runs the agent, who oversees it, what was accepted, and a solved challenge. */
    public record Request(
            @Nullable String operatorName,
            @Nullable String oversightEmail,
            @Nullable Boolean acceptedTos,
            @Nullable Boolean acceptedOperatorAgreement,
            @Nullable Boolean acceptedAntiSpamPolicy,
            @Nullable String emailUseType,
            ProofOfWork.@Nullable Solution powSolution,
            @Nullable String slug,
            @Nullable String physicalAddress,
            @Nullable String useCase,
            @Nullable String oversightMode) {}

    @Override
    public String name() {
        return "create_account";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/account";
    }

    @Override
    public String description() {
        return "Sign up: a code is mailed to the oversight address; nothing exists until somebody brings it to"
                + " /v1/confirm.";
    }

    @Override
    public Class<?> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        SigningUp.requireOpen(services);
        Request request = ApiGateway.request(event, Request.class);
        Instant now = services.clock().instant();
        requireAccepted(request);
        SignUp wanted = wanted(request, now);
        ProofOfWork.Spent spent =
                ProofOfWork.require(request.powSolution(), services.settings().linkKeys(), now);
        Optional<SignUp> before = services.store().signUps().get(wanted.email());
        OneTimeCode earlier = SigningUp.earlier(services, before);
        SignUp after = before.map(known -> replacing(wanted, known)).orElse(wanted);
        List<Write> writes = new ArrayList<>(SigningUp.mailCode(services, after, earlier, now));
        writes.add(
                before.isPresent()
                        ? services.store().signUps().change(before.get(), after)
                        : services.store().signUps().create(after));
        writes.add(services.store().signUps().spend(spent.challenge(), spent.expiresAt()));
        Optional<Write.Guard> failed = services.store().transactions().commit(writes);
        if (failed.isPresent()) {
            throw Problem.of(
                    failed.get() == Write.Guard.IDEMPOTENCY ? ErrorCode.PROOF_OF_WORK_INVALID : ErrorCode.TRY_AGAIN);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "confirmation_sent");
        answer.put("message", "Check your email for the activation code.");
        return Reply.ok(answer);
    }

    private static void requireAccepted(Request request) {
        Map<String, Boolean> accepted = new LinkedHashMap<>();
        accepted.put("accepted_tos", Boolean.TRUE.equals(request.acceptedTos()));
        accepted.put("accepted_operator_agreement", Boolean.TRUE.equals(request.acceptedOperatorAgreement()));
        accepted.put("accepted_anti_spam_policy", Boolean.TRUE.equals(request.acceptedAntiSpamPolicy()));
        accepted.forEach((field, yes) -> {
            if (!yes) {
                throw invalid(field, field + " must be true: ask the person whom you sign up for.");
            }
        });
    }

    private SignUp wanted(Request request, Instant now) {
        String operator =
                AccountSettings.text("operator_name", need("operator_name", request.operatorName()), Account.MAX_NAME);
        Address email = AccountSettings.oversightEmail(services, need("oversight_email", request.oversightEmail()));
        OversightMode mode = request.oversightMode() == null
                ? OversightMode.GATED_SEND
                : MailboxSettings.mode(request.oversightMode());
        if (mode == OversightMode.AUTONOMOUS || mode == OversightMode.READ_ONLY) {
            throw invalid("oversight_mode", "A new account begins with gated_all, gated_send or monitored.");
        }
        String slug = slug(request, operator);
        String useType = request.emailUseType() == null
                ? null
                : AccountSettings.text("email_use_type", request.emailUseType(), Limits.USE_TYPE);
        String useCase = request.useCase() == null
                ? useType
                : AccountSettings.lines("use_case", request.useCase(), Limits.USE_CASE);
        return new SignUp(
                email,
                SigningUp.freeHandle(services),
                services.ids().prefixed("acc_"),
                services.ids().mailbox(),
                operator,
                slug,
                mode,
                request.physicalAddress() == null ? null : AccountSettings.physicalAddress(request.physicalAddress()),
                useCase,
                now,
                1,
                null);
    }

    private String slug(Request request, String operator) {
        if (request.slug() == null || request.slug().isBlank()) {
            String made = Slugs.ofName(operator);
            return Slugs.obstacle(services, made).isEmpty()
                    ? made
                    : Slugs.suggestions(services, made).getFirst();
        }
        String slug = Slugs.checked(request.slug());
        if (!Slugs.obstacle(services, slug).isEmpty()) {
            throw Problem.of(
                    ErrorCode.ADDRESS_IN_USE,
                    slug + " is taken. Free are: " + String.join(", ", Slugs.suggestions(services, slug)) + ".",
                    "field",
                    "slug");
        }
        return slug;
    }

    // What is asked for now holds; an account that exists already is not touched.
    private static SignUp replacing(SignUp wanted, SignUp known) {
        return new SignUp(
                wanted.email(),
                wanted.handle(),
                wanted.accountId(),
                wanted.mailbox(),
                wanted.operator(),
                wanted.slug(),
                wanted.mode(),
                wanted.physicalAddress(),
                wanted.useCase(),
                wanted.askedAt(),
                known.version() + 1,
                null);
    }

    private static String need(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, field + " is missing.", "field", field);
        }
        return value;
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
