package dev.multimail.mcp.rest;

import dev.multimail.message.Octets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The REST API, over HTTP. A call that may change something is made once: whether to repeat it, its caller knows. */
public final class HttpApi implements RestApi {
    /** API Gateway answers within 29 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(29);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    // A frozen function does not see that its connection was closed, and a send that fails on a dead connection leaves
    // everybody in doubt: after a pause we connect afresh.
    private static final Duration FRESH = Duration.ofSeconds(4);

    private final URI base;
    private final InstantSource clock;
    private @Nullable Connections connections;

    /** @param base where the API answers, without a slash at its end */
    public HttpApi(URI base, InstantSource clock) {
        this.base = base;
        this.clock = clock;
    }

    private record Connections(HttpClient client, Instant usedAt) {}

    @Override
    public RestAnswer send(RestRequest request, @Nullable String token) throws Unreachable {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(base + request.target()))
                .timeout(PATIENCE)
                .header("user-agent", "multimail-mcp")
                .method(
                        request.verb().name(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        request.headers(token).forEach(http::header);
        try {
            HttpResponse<byte[]> response = client().send(http.build(), BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("content-type").orElse("application/octet-stream");
            return new RestAnswer(response.statusCode(), type, Octets.owning(response.body()));
        } catch (IOException lost) {
            throw new Unreachable(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unreachable(stopped);
        }
    }

    private synchronized HttpClient client() {
        Instant now = clock.instant();
        Connections held = connections;
        HttpClient client = held != null && now.isBefore(held.usedAt().plus(FRESH))
                ? held.client()
                : HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        // Whoever calls waits for the whole answer: handing its parts to yet another thread is lost.
                        .executor(Runnable::run)
                        .build();
        connections = new Connections(client, now);
        return client;
    }
}
