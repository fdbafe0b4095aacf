package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.ProofOfWork;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.wiring.Services;

/** Gives out a challenge for {@link CreateAccount}. Nothing is kept of it. */
public record RequestChallenge(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "request_challenge";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/account/challenge";
    }

    @Override
    public String description() {
        return "Get the proof of work that signing up needs: find the number whose SHA-256 behind the salt is the"
                + " challenge, within five minutes.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        SigningUp.requireOpen(services);
        return Reply.ok(ProofOfWork.challenge(
                services.random(),
                services.settings().linkKeys(),
                services.clock().instant()));
    }
}
