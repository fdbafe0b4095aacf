package dev.multimail.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole API of a test's world, over HTTP. */
final class RestServer implements AutoCloseable {
    private static final String BEARER = "Bearer ";

    private final World world;
    private final HttpServer server;
    private final List<String> calls = new ArrayList<>();

    RestServer(World world) {
        this.world = world;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked for so far, each as method and target. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            calls.add(exchange.getRequestMethod() + " " + target);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = world.call(token(exchange), exchange.getRequestMethod(), target, body, Map.of());
            String type = Objects.requireNonNullElse(answer.headers().get("content-type"), "application/json");
            byte[] bytes = target.contains("/attachments/") && !type.startsWith("application/json")
                    ? Base64.getDecoder().decode(answer.body())
                    : answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String token(HttpExchange exchange) {
        @Nullable String header = exchange.getRequestHeaders().getFirst("authorization");
        return header == null ? "" : header.substring(BEARER.length());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
