package dev.multimail.mcp;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.gateway.ApiGateway;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One HTTP request to {@code /mcp}, and the rules of the Streamable HTTP transport (MCP 2025-11-25, Transports). */
record Exchange(APIGatewayProxyRequestEvent event, Map<String, String> headers) {
    /** What this server speaks, the newest first. */
    static final List<String> PROTOCOLS =
            List.of(ProtocolVersions.MCP_2025_11_25, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_03_26);

    private static final String JSON = "application/json";
    private static final String BEARER = "bearer ";

    Exchange {
        headers = Map.copyOf(headers);
    }

    static Exchange of(APIGatewayProxyRequestEvent event) {
        Map<String, String> lower = new HashMap<>();
        Map<String, String> given = Objects.requireNonNullElse(event.getHeaders(), Map.of());
        given.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Exchange(event, lower);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The caller's token as it came, in either of the headers that clients use. */
    Optional<String> token() {
        return header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .or(() -> header("x-api-key"))
                // Whatever else it holds, it is no token, and must not become part of a request.
                .filter(token -> token.chars().allMatch(c -> c > ' ' && c < 0x7f));
    }

    /** The protocol that the client says it agreed on; a client of 2025-03-26 says nothing. */
    String protocol() {
        return header("mcp-protocol-version").orElse(ProtocolVersions.MCP_2025_03_26);
    }

    /** Why the request cannot be served, if so. */
    Optional<APIGatewayProxyResponseEvent> refusal(Set<String> origins) {
        return Stream.<Optional<APIGatewayProxyResponseEvent>>of(
                        method(), origin(origins), contentType(), accept(), version())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<APIGatewayProxyResponseEvent> method() {
        if ("POST".equals(event.getHttpMethod())) {
            return Optional.empty();
        }
        APIGatewayProxyResponseEvent refused =
                refuse(405, "This endpoint takes POST: it keeps no session and no stream.");
        refused.getHeaders().put("allow", "POST");
        return Optional.of(refused);
    }

    // A web page elsewhere must not speak to a server on the user's own machine (DNS rebinding).
    private Optional<APIGatewayProxyResponseEvent> origin(Set<String> origins) {
        return header("origin")
                .filter(origin -> !origins.contains(origin) && !isOwnHost(origin))
                .map(origin -> refuse(403, "This web page may not use this server; the installation can allow it."));
    }

    private boolean isOwnHost(String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && authority.equalsIgnoreCase(header("host").orElse(""))
                    && isLoopbackOrSecure(origin);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    // A name that an attacker points at this machine is its own host as well, but it is no loopback name.
    private static boolean isLoopbackOrSecure(String origin) {
        String host = Objects.requireNonNullElse(URI.create(origin).getHost(), "");
        return origin.startsWith("https://")
                || Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    private Optional<APIGatewayProxyResponseEvent> contentType() {
        return header("content-type")
                        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(JSON))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(refuse(415, "Send the message with content-type application/json."));
    }

    private Optional<APIGatewayProxyResponseEvent> accept() {
        String accept = header("accept").orElse("*/*").toLowerCase(Locale.ROOT);
        return Stream.of(JSON, "application/*", "*/*").anyMatch(accept::contains)
                ? Optional.empty()
                : Optional.of(refuse(406, "Accept application/json and text/event-stream."));
    }

    private Optional<APIGatewayProxyResponseEvent> version() {
        return PROTOCOLS.contains(protocol())
                ? Optional.empty()
                : Optional.of(refuse(
                        400,
                        "Unknown MCP-Protocol-Version. Known are " + String.join(", ", new TreeSet<>(PROTOCOLS))
                                + "."));
    }

    private APIGatewayProxyResponseEvent refuse(int status, String sentence) {
        return JsonRpc.failure(status, JsonRpc.INVALID_REQUEST, sentence, requestId());
    }

    String requestId() {
        return ApiGateway.requestId(event);
    }
}
