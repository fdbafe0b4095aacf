package dev.multimail.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.message.Octets;
import dev.multimail.token.HmacSha256;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events go the whole way: stream, relay, bus, fan-out, queue, and a plain HTTP endpoint on this machine. */
class WebhookTest {
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private HttpServer endpoint;
    private LocalInstallation running;
    private Visitor visitor;

    private record Post(String body, String signature) {}

    @BeforeEach
    void start() throws CannotStart, IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
        endpoint.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(body, exchange.getRequestHeaders().getFirst("X-MultiMail-Signature")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        running =
                LocalInstallation.start(Options.ephemeral(), new PrintStream(System.err, true, StandardCharsets.UTF_8));
        visitor = new Visitor(running.url());
    }

    @AfterEach
    void stop() {
        visitor.close();
        running.close();
        endpoint.stop(0);
    }

    @Test
    void aSubscriberHearsOfEachChangeOnceAndSigned() throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/hook";
        Tree webhook = Json.tree(visitor.as(
                        running.keyring().ownerKey(),
                        "POST",
                        "/v1/webhooks",
                        Json.write(Map.of("url", url, "events", List.of("*"))))
                .body());
        String id = visitor.send(Visitor.reporter(running).token(), "you@example.org", "Told");
        running.settle();

        assertThat(posts)
                .extracting(post -> Json.tree(post.body()).at("event_type").text())
                .containsExactlyInAnyOrder("message.queued", "message.sent", "message.delivered");
        assertThat(posts)
                .extracting(post -> Json.tree(post.body()).at("message_id").text())
                .containsOnly(id);
        Octets secret = octets(webhook.at("signing_secret").text());
        assertThat(posts)
                .allSatisfy(post -> assertThat(post.signature())
                        .isEqualTo(HexFormat.of()
                                .formatHex(HmacSha256.of(secret, octets(post.body()))
                                        .toByteArray())));
    }

    private static Octets octets(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
