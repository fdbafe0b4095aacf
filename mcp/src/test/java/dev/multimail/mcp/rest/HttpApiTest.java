package dev.multimail.mcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, to a server on this machine. */
class HttpApiTest {
    private static final RestRequest READ = RestRequest.get("/v1/mailboxes/me/emails");

    private final ManualClock clock = new ManualClock(Instant.parse("2027-03-01T09:00:00Z"));
    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server = listening();
    private final URI base =
            URI.create("http://127.0.0.1:" + server.getAddress().getPort());

    private HttpServer listening() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException taken) {
            throw new IllegalStateException(taken);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            connections.add(exchange.getRemoteAddress().getPort());
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            switch (exchange.getRequestURI().getPath()) {
                case "/nothing" -> exchange.sendResponseHeaders(204, -1);
                case "/elsewhere" -> {
                    exchange.getResponseHeaders().set("location", base + "/stolen");
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/lost" -> exchange.sendResponseHeaders(200, 100);
                default -> {
                    exchange.getResponseHeaders().set("content-type", "application/json");
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void methodPathQueryTokenAndBodyArriveAsGiven() throws Unreachable {
        HttpApi api = new HttpApi(base, clock);
        RestRequest edit = new RestRequest(Endpoint.Verb.PATCH, "/v1/a%2Fb", Map.of("q", "x y&z"), "{\"n\":\"é\"}");
        RestAnswer answer = api.send(edit, "mm_test_1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isJson()).isTrue();
        assertThat(text(answer)).isEqualTo("{}");
        assertThat(seen).containsExactly("PATCH /v1/a%2Fb?q=x%20y%26z Bearer mm_test_1 {\"n\":\"é\"}");
    }

    @Test
    void aConnectionIsUsedAgainUntilItWasIdleForTooLong() throws Unreachable {
        HttpApi api = new HttpApi(base, clock);
        api.send(READ, null);
        clock.advance(Duration.ofMillis(3_999));
        api.send(READ, null);
        clock.advance(Duration.ofSeconds(4));
        api.send(READ, null);
        assertThat(connections).hasSize(3);
        assertThat(connections.get(1)).isEqualTo(connections.get(0));
        assertThat(connections.get(2)).isNotEqualTo(connections.get(1));
    }

    @Test
    void anAnswerWithoutABodyIsEmpty() throws Unreachable {
        RestAnswer answer = new HttpApi(base, clock).send(RestRequest.get("/nothing"), null);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(text(answer)).isEmpty();
    }

    @Test
    void noRedirectIsFollowedWithTheToken() throws Unreachable {
        assertThat(new HttpApi(base, clock)
                        .send(RestRequest.get("/elsewhere"), "mm_test_1")
                        .status())
                .isEqualTo(302);
        assertThat(seen).hasSize(1);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsNotMadeAgain() {
        HttpApi api = new HttpApi(base, clock);
        RestRequest write = new RestRequest(Endpoint.Verb.POST, "/lost", Map.of(), "{}");
        assertThatThrownBy(() -> api.send(write, null)).isInstanceOf(Unreachable.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void whereNobodyListensNothingIsReached() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        HttpApi api = new HttpApi(URI.create("http://127.0.0.1:" + closed), clock);
        assertThatThrownBy(() -> api.send(READ, null)).isInstanceOf(Unreachable.class);
    }

    private static String text(RestAnswer answer) {
        return new String(answer.body().toByteArray(), StandardCharsets.UTF_8);
    }
}
