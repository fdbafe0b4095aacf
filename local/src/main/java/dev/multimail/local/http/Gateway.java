package dev.multimail.local.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.wiring.Services;
import dev.multimail.local.pipeline.LocalContext;
import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What API Gateway does between a client and the functions: finds the route, asks the authorizer (without its cache, so
 * a revoked token stops at once), and carries request and answer in the events' shapes.
 */
public final class Gateway {
    private static final String HEAD = "HEAD";

    private final Services services;
    private final TokenAuthorizer authorizer;
    private final List<Route> routes;

    public Gateway(Services services) {
        this.services = services;
        this.authorizer = new TokenAuthorizer(services);
        this.routes = Route.all(services, new OwnApi(this::handle));
    }

    /** A route that a path and method lead to, with the path's parameters. */
    private record Match(Route route, Map<String, String> parameters) {
        Match {
            parameters = Map.copyOf(parameters);
        }
    }

    public Response handle(Request request) {
        String requestId = services.ids().prefixed("req_");
        List<Match> matches;
        try {
            matches = matches(request.path());
        } catch (IllegalArgumentException undecodable) {
            return problem(ErrorCode.NOT_FOUND, requestId);
        }
        if (matches.isEmpty()) {
            return problem(ErrorCode.NOT_FOUND, requestId);
        }
        String wanted = request.method().equals(HEAD) ? "GET" : request.method();
        Optional<Match> match = matches.stream()
                .filter(candidate -> candidate.route().method().equals(wanted))
                .findFirst();
        return match.map(found -> call(found, request, requestId)).orElseGet(() -> wrongMethod(matches, requestId));
    }

    // A path without parameters is more precise than one with; the routes of one path differ by their method.
    private List<Match> matches(String path) {
        List<String> segments = PathTemplate.split(path);
        List<Match> matches = routes.stream()
                .flatMap(route -> route.path().match(segments).stream().map(parameters -> new Match(route, parameters)))
                .toList();
        int fewest = matches.stream()
                .mapToInt(match -> match.parameters().size())
                .min()
                .orElse(0);
        return matches.stream()
                .filter(match -> match.parameters().size() == fewest)
                .toList();
    }

    private Response call(Match match, Request request, String requestId) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context = new APIGatewayProxyRequestEvent.ProxyRequestContext()
                .withRequestId(requestId)
                .withResourcePath(match.route().path().text())
                .withHttpMethod(match.route().method())
                .withIdentity(new APIGatewayProxyRequestEvent.RequestIdentity().withSourceIp(request.peer()));
        if (match.route().needsToken()) {
            try {
                context.setAuthorizer(authorize(request, match));
            } catch (TokenAuthorizer.Unauthorized unauthorized) {
                return problem(ErrorCode.UNAUTHORIZED, requestId).with("www-authenticate", "Bearer");
            }
        }
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                .withHttpMethod(match.route().method())
                .withPath(request.path())
                .withResource(match.route().path().text())
                .withPathParameters(match.parameters())
                .withQueryStringParameters(request.query())
                .withHeaders(request.headers())
                .withBody(new String(request.body().toByteArray(), StandardCharsets.UTF_8))
                .withIsBase64Encoded(false)
                .withRequestContext(context);
        return response(match.route()
                .function()
                .handleRequest(event, new LocalContext(match.route().name(), requestId)));
    }

    private Map<String, Object> authorize(Request request, Match match) {
        String token = request.header("authorization")
                .or(() -> request.header("x-api-key").map(key -> "Bearer " + key))
                .orElse("");
        APIGatewayCustomAuthorizerEvent event = APIGatewayCustomAuthorizerEvent.builder()
                .withType("TOKEN")
                .withAuthorizationToken(token)
                .withMethodArn("arn:aws:execute-api:local:000000000000:local/local/"
                        + match.route().method() + request.path())
                .build();
        return authorizer.handleRequest(event, LocalContext.of("authorizer")).getContext();
    }

    private static Response wrongMethod(List<Match> matches, String requestId) {
        TreeSet<String> allowed =
                matches.stream().map(match -> match.route().method()).collect(Collectors.toCollection(TreeSet::new));
        if (allowed.contains("GET")) {
            allowed.add(HEAD);
        }
        String list = String.join(", ", allowed);
        return Response.error(
                        405,
                        "method_not_allowed",
                        "This path does not know this method.",
                        "Use one of: " + list + ".",
                        requestId)
                .with("allow", list);
    }

    private static Response problem(ErrorCode code, String requestId) {
        return response(ApiGateway.respond(Problems.reply(Problem.of(code), requestId), requestId));
    }

    private static Response response(APIGatewayProxyResponseEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        Octets content = Boolean.TRUE.equals(event.getIsBase64Encoded())
                ? Octets.owning(Base64.getDecoder().decode(body))
                : Response.text(body);
        return new Response(event.getStatusCode(), event.getHeaders(), content);
    }
}
