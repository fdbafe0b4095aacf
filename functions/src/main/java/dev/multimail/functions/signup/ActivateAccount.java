package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.OneTimeCode;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.SignUp;
import dev.multimail.message.Letter;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Codes;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens an account for whoever brings the code that was mailed. The answer holds tokens of the first mailbox and no
 * account key: an agent that signed up by itself must not be able to loosen its own oversight. The owner gets a page by
 * mail that makes one.
 */
public record ActivateAccount(Services services) implements PublicOperation {
    /** The code, with or without its dashes, in any case. */
    public record Request(@Nullable String code) {}

    @Override
    public String name() {
        return "activate_account";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/confirm";
    }

    @Override
    public String description() {
        return "Bring the code that was mailed: answers a token of the account's first mailbox, this once. The owner"
                + " gets a page by mail that makes the account's key.";
    }

    @Override
    public Class<?> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        SigningUp.requireOpen(services);
        String given = ApiGateway.request(event, Request.class).code();
        if (given == null || given.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "code is missing.", "field", "code");
        }
        Instant now = services.clock().instant();
        String letters = given.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        if (letters.length() <= SignUp.HANDLE_LENGTH) {
            throw Problem.of(ErrorCode.CODE_INVALID);
        }
        String handle = letters.substring(0, SignUp.HANDLE_LENGTH);
        Codes codes = services.store().codes();
        OneTimeCode code = codes.get(SignUp.codeId(handle)).orElseThrow(() -> Problem.of(ErrorCode.CODE_INVALID));
        if (!code.redeemedBy(
                letters.substring(SignUp.HANDLE_LENGTH), services.settings().linkKeys(), now)) {
            services.store().transactions().require(List.of(codes.change(code, code.tried())));
            throw Problem.of(ErrorCode.CODE_INVALID);
        }
        SignUp signUp = services.store()
                .signUps()
                .get(code.to())
                .filter(known -> known.handle().equals(handle) && known.confirmedAt() == null)
                .orElseThrow(() -> Problem.of(ErrorCode.CODE_INVALID));
        return open(signUp, code, ApiGateway.requestId(event), now);
    }

    private Reply open(SignUp signUp, OneTimeCode code, String requestId, Instant now) {
        Account account = new Account(signUp.accountId(), signUp.operator(), signUp.email(), now)
                .changed(signUp.operator(), signUp.email(), signUp.physicalAddress(), false);
        Mailbox mailbox = mailbox(signUp, now);
        NewCredential live = NewCredential.ofMailbox(services, mailbox, true, "live", now);
        NewCredential test = NewCredential.ofMailbox(services, mailbox, false, "test", now);
        Letter letter = new Letter(
                services.ids().prefixed("ltr_"),
                Letter.Kind.ACCOUNT_OPENED,
                signUp.email(),
                Map.of(
                        "account", account.id(),
                        "operator", account.operator(),
                        "mailbox", mailbox.address().toString()),
                now);
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().accounts().create(account));
        writes.addAll(services.store().mailboxes().create(mailbox));
        writes.addAll(services.store().credentials().create(live.credential()));
        writes.addAll(services.store().credentials().create(test.credential()));
        writes.add(services.store().codes().change(code, code.used(now)));
        writes.add(services.store().signUps().change(signUp, signUp.confirmed(now)));
        writes.add(services.store().letters().create(letter));
        writes.add(services.store().audit().append(record(account, mailbox, requestId, now)));
        Optional<Write.Guard> failed = services.store().transactions().commit(writes);
        if (failed.isPresent()) {
            throw Problem.of(failed.get() == Write.Guard.ADDRESS ? ErrorCode.ADDRESS_IN_USE : ErrorCode.TRY_AGAIN);
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("status", "active");
        answer.put("name", account.operator());
        answer.put("oversight_mode", mailbox.mode().wire());
        answer.put("api_key", live.token().text());
        answer.put("test_api_key", test.token().text());
        answer.put("mailbox_id", mailbox.id().toString());
        answer.put("mailbox_address", mailbox.address().toString());
        answer.put("oversight_email", account.oversightEmail().toString());
        answer.put("use_case", signUp.useCase());
        return Reply.ok(answer);
    }

    private Mailbox mailbox(SignUp signUp, Instant now) {
        return new Mailbox(
                signUp.mailbox(),
                signUp.accountId(),
                Slugs.address(services, signUp.slug()),
                signUp.operator().length() > Mailbox.MAX_DISPLAY_NAME ? null : signUp.operator(),
                signUp.mode(),
                1,
                true,
                List.of(signUp.email()),
                Mailbox.DEFAULT_TTL,
                List.of(),
                now);
    }

    private AuditRecord record(Account account, Mailbox mailbox, String requestId, Instant now) {
        return new AuditRecord(
                services.ids().ulid(),
                now,
                account.id(),
                null,
                true,
                "code:" + account.oversightEmail(),
                name(),
                AuditRecord.OK,
                mailbox.id().toString(),
                requestId,
                Map.of());
    }
}
