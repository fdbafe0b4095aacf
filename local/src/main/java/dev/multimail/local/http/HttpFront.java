package dev.multimail.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.wiring.Log;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP on a port of this machine alone. */
public final class HttpFront implements AutoCloseable {
    // Somewhat above the API's own limit, which then names itself; what comes beyond is read and thrown away, so that
    // the client lives to see the answer.
    private static final int MOST_KEPT = ApiGateway.MAX_REQUEST_BYTES + 1;
    private static final int MOST_READ = 64 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Takes a port and does not answer yet.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static HttpFront bind(int port) throws IOException {
        // Without it, small answers on a kept connection wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1024);
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("http-", 0).daemon().factory());
        server.setExecutor(threads);
        return new HttpFront(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers from now on. */
    public void start(Function<Request, Response> answers, Log log) {
        server.createContext("/", exchange -> serve(exchange, answers, log));
        server.start();
    }

    private static void serve(HttpExchange exchange, Function<Request, Response> answers, Log log) throws IOException {
        try (exchange) {
            byte[] body = read(exchange.getRequestBody());
            Response response;
            try {
                response = answers.apply(request(exchange, body));
            } catch (RuntimeException failure) {
                log.failure("http", "", failure);
                response = Response.error(
                        500, "internal", "Something failed on our side.", "The log says more.", "req_unknown");
            }
            write(exchange, response);
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MOST_KEPT);
        if (body.length == MOST_KEPT) {
            in.skip(MOST_READ);
        }
        return body;
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), last(values)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                Octets.owning(body),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    private static String last(List<String> values) {
        return values.isEmpty() || values.getLast() == null ? "" : values.getLast();
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                query.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            return text;
        }
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = response.body().toByteArray();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("content-length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
        } else if (body.length == 0) {
            exchange.sendResponseHeaders(response.status(), -1);
        } else {
            exchange.sendResponseHeaders(response.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
