package dev.multimail.functions.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import dev.multimail.functions.wiring.Services;
import dev.multimail.token.Credential;
import dev.multimail.token.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells API Gateway who calls (AWS: TOKEN authorizer). A mistyped token is refused by its checksum without any call; a
 * good one costs one strongly consistent read. The answer allows every route of the stage, because API Gateway caches
 * it for all of them; what a token may do is decided by the policy, in each handler.
 */
public final class TokenAuthorizer implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponse> {
    /** How long API Gateway may keep an answer, and so how long a revoked token may still work. */
    public static final int CACHE_SECONDS = 60;

    private static final String SCHEME = "bearer ";

    private final Services services;

    public TokenAuthorizer(Services services) {
        this.services = services;
    }

    /** API Gateway answers 401 when the authorizer fails with this very message. */
    public static final class Unauthorized extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("Unauthorized", null, false, false);
        }
    }

    @Override
    public IamPolicyResponse handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        Credential credential = token(event.getAuthorizationToken())
                .flatMap(token -> services.store().credentials().find(token.digest()))
                .filter(Credential::active)
                .orElseThrow(Unauthorized::new);
        return IamPolicyResponse.builder()
                .withPrincipalId(credential.id())
                .withPolicyDocument(IamPolicyResponse.PolicyDocument.builder()
                        .withVersion(IamPolicyResponse.VERSION_2012_10_17)
                        .withStatement(List.of(IamPolicyResponse.allowStatement(everyRoute(event.getMethodArn()))))
                        .build())
                .withContext(Principals.toContext(credential.principal()))
                .build();
    }

    private static Optional<Token> token(String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return Token.parse(header.substring(SCHEME.length()).strip());
    }

    // arn:aws:execute-api:region:account:api/stage/VERB/path becomes …:api/stage/*
    private static String everyRoute(String methodArn) {
        String[] parts = methodArn.split("/", 3);
        return parts.length < 2 ? methodArn : parts[0] + "/" + parts[1] + "/*";
    }
}
