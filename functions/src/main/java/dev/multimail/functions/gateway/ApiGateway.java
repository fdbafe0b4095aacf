package dev.multimail.functions.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.authorizer.Principals;
import dev.multimail.functions.field.FieldLimits;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Principal;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way from API Gateway's proxy event to an operation and back (AWS: Lambda proxy integration). */
public final class ApiGateway {
    /** Lambda takes no larger synchronous request. */
    public static final int MAX_REQUEST_BYTES = 6_000_000;

    private ApiGateway() {}

    /**
     * Runs an operation for an event; whatever goes wrong becomes one well-formed answer and one line of the audit log.
     */
    static <Q> APIGatewayProxyResponseEvent handle(ApiOperation<Q> operation, APIGatewayProxyRequestEvent event) {
        Services services = operation.services();
        String requestId = requestId(event);
        Principal principal;
        try {
            principal = Principals.fromContext(context(event));
        } catch (Problem problem) {
            return respond(Problems.reply(problem, requestId), requestId);
        }
        try {
            return respond(answer(operation, event, principal, requestId), requestId);
        } catch (Exception unexpected) {
            services.log().failure(operation.endpoint().operation().wire(), requestId, unexpected);
            return respond(Problems.reply(Problem.of(ErrorCode.INTERNAL), requestId), requestId);
        }
    }

    private static <Q> Reply answer(
            ApiOperation<Q> operation, APIGatewayProxyRequestEvent event, Principal principal, String requestId) {
        try {
            return operation.run(call(operation, event, principal, requestId));
        } catch (Problem problem) {
            refused(operation.services(), operation, principal, requestId, problem);
            return Problems.reply(problem, requestId);
        }
    }

    private static <Q> Call<Q> call(
            ApiOperation<Q> operation, APIGatewayProxyRequestEvent event, Principal principal, String requestId) {
        Services services = operation.services();
        return new Call<>(
                services,
                operation.endpoint().operation(),
                principal,
                request(event, operation.requestType()),
                parameters(event.getPathParameters()),
                parameters(event.getQueryStringParameters()),
                lowerCase(orEmpty(event.getHeaders())),
                requestId,
                services.clock().instant());
    }

    private static <Q> void refused(
            Services services, ApiOperation<Q> operation, Principal principal, String requestId, Problem problem) {
        MailboxId mailbox = principal instanceof Principal.Agent agent ? agent.mailbox() : null;
        boolean live = !(principal instanceof Principal.Agent agent) || agent.live();
        services.store()
                .audit()
                .record(new AuditRecord(
                        services.ids().ulid(),
                        services.clock().instant(),
                        principal.accountId(),
                        mailbox,
                        live,
                        principal.actor(),
                        operation.endpoint().operation().wire(),
                        problem.code().wire(),
                        null,
                        requestId,
                        Map.of()));
    }

    /**
     * The body, read into a record and held to the limits of its fields.
     *
     * @throws Problem {@code invalid_json}, {@code invalid_field}, or what a field's own limit says
     */
    public static <Q> Q request(APIGatewayProxyRequestEvent event, Class<Q> type) {
        Q request = Json.readRequest(body(event), type);
        if (request instanceof Record fields) {
            FieldLimits.hold(fields);
        }
        return request;
    }

    private static Map<String, String> parameters(@Nullable Map<String, String> given) {
        Map<String, String> parameters = orEmpty(given);
        FieldLimits.holdParameters(parameters);
        return parameters;
    }

    /** The body as text, decoded if API Gateway encoded it. */
    public static String body(APIGatewayProxyRequestEvent event) {
        String body = Objects.requireNonNullElse(event.getBody(), "");
        if (body.length() > MAX_REQUEST_BYTES) {
            throw Problem.of(ErrorCode.REQUEST_TOO_LARGE);
        }
        return Boolean.TRUE.equals(event.getIsBase64Encoded())
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    /** Writes a reply as API Gateway wants it. */
    public static APIGatewayProxyResponseEvent respond(Reply reply, String requestId) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("x-request-id", requestId);
        APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent()
                .withStatusCode(reply.status())
                .withHeaders(headers);
        return switch (reply) {
            case Reply.Text text -> response.withBody(text.body()).withIsBase64Encoded(false);
            case Reply.Binary binary ->
                response.withBody(
                                Base64.getEncoder().encodeToString(binary.body().toByteArray()))
                        .withIsBase64Encoded(true);
        };
    }

    /** API Gateway's id of the request. */
    public static String requestId(APIGatewayProxyRequestEvent event) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context = event.getRequestContext();
        return context == null || context.getRequestId() == null ? "req_unknown" : context.getRequestId();
    }

    private static Map<String, Object> context(APIGatewayProxyRequestEvent event) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context = event.getRequestContext();
        return context == null ? Map.of() : Objects.requireNonNullElse(context.getAuthorizer(), Map.of());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
