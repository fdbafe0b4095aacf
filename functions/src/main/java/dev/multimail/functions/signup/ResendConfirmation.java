package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.SignUp;
import dev.multimail.message.Address;
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

/** Mails a fresh code for a sign-up that waits. The answer is the same where none does. */
public record ResendConfirmation(Services services) implements PublicOperation {
    /** Whose sign-up it is. */
    public record Request(@Nullable String oversightEmail) {}

    @Override
    public String name() {
        return "resend_confirmation";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/account/resend-confirmation";
    }

    @Override
    public String description() {
        return "Mail a fresh code for a sign-up that waits, at most three in an hour; earlier codes stop to work.";
    }

    @Override
    public Class<?> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        SigningUp.requireOpen(services);
        String email = ApiGateway.request(event, Request.class).oversightEmail();
        if (email == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "oversight_email is missing.", "field", "oversight_email");
        }
        Instant now = services.clock().instant();
        Optional<SignUp> waiting =
                services.store().signUps().get(Address.parse(email)).filter(known -> known.confirmedAt() == null);
        if (waiting.isPresent()) {
            mailAgain(waiting.get(), now);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "confirmation_resent");
        answer.put("message", "If a sign-up waits for this address, a fresh code was mailed to it.");
        return Reply.ok(answer);
    }

    private void mailAgain(SignUp before, Instant now) {
        OneTimeCode earlier = SigningUp.earlier(services, Optional.of(before));
        SignUp after = before.askedAgain(SigningUp.freeHandle(services), now);
        List<Write> writes = new ArrayList<>(SigningUp.mailCode(services, after, earlier, now));
        writes.add(services.store().signUps().change(before, after));
        services.store().transactions().require(writes);
    }
}
