package dev.multimail.functions.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.wiring.Services;
import dev.multimail.identity.IdentitySigner;
import dev.multimail.identity.Jwks;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks an {@code X-MultiMail-Identity} header against the service's own public keys. */
public record VerifyIdentity(Services services) implements PublicOperation {
    // A folded header field (RFC 5322 §2.2.3) in a whole message.
    private static final Pattern HEADER = Pattern.compile(
            "^X-MultiMail-Identity:((?:[^\\r\\n]|\\r?\\n[ \\t])*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The header's value, or the source of a whole message. */
    public record Request(
            @Nullable String identity, @Nullable String message) {}

    @Override
    public String name() {
        return "verify_identity";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return "/v1/verify";
    }

    @Override
    public String description() {
        return "Check a message's X-MultiMail-Identity header: who sent it, for whom, under which oversight. Says"
                + " nothing about the text around it.";
    }

    @Override
    public Class<?> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        Request request = ApiGateway.request(event, Request.class);
        String given = request.identity() == null ? request.message() : request.identity();
        if (given == null || given.isBlank()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "identity is missing: the header's value.", "field", "identity");
        }
        Matcher header = HEADER.matcher(given);
        String jws = (header.find() ? header.group(1) : given).replaceAll("\\s+", "");
        return Reply.ok(answer(jws));
    }

    private Map<String, Object> answer(String jws) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Optional<String> keyId = keyId(jws);
        Optional<PublicKey> key = keyId.flatMap(this::key);
        boolean valid = key.filter(known -> IdentitySigner.verify(jws, known)).isPresent();
        answer.put("valid", valid);
        if (valid) {
            answer.put("key_id", keyId.orElseThrow());
            answer.put("claims", decoded(jws.split("\\.", -1)[1]).orElseThrow().fields());
        } else {
            answer.put(
                    "reason",
                    key.isPresent() ? "bad_signature" : keyId.isPresent() ? "unknown_key" : "not_a_statement");
        }
        return answer;
    }

    private Optional<PublicKey> key(String keyId) {
        return Json.tree(services.settings().jwks().get()).at("keys").list().stream()
                .filter(key -> key.at("kid").text().equals(keyId))
                .findFirst()
                .map(key -> Jwks.key(key.at("x").text(), key.at("y").text()));
    }

    private static Optional<String> keyId(String jws) {
        String[] parts = jws.split("\\.", -1);
        return parts.length == 3
                ? decoded(parts[0]).map(header -> header.at("kid").text()).filter(kid -> !kid.isEmpty())
                : Optional.empty();
    }

    private static Optional<Tree> decoded(String part) {
        try {
            return Json.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
