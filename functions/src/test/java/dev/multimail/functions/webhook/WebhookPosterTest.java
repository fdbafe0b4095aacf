package dev.multimail.functions.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.functions.webhook.WebhookPoster.Answer;
import dev.multimail.functions.webhook.WebhookPoster.Resolver;
import dev.multimail.message.Octets;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookPosterTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");
    private static final Octets BODY = Octets.owning("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Resolver TO_LOOPBACK = host -> List.of(LOOPBACK);

    private static WebhookPoster local(Resolver resolver, Duration timeout) {
        return new WebhookPoster(
                AddressRule.publicOrLoopback(), resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), timeout);
    }

    private static WebhookPoster local() {
        return local(TO_LOOPBACK, WebhookPoster.TIMEOUT);
    }

    private static URI url(Endpoint endpoint, String rest) {
        return URI.create("http://localhost:" + endpoint.port() + rest);
    }

    @Test
    void postsTheBodyAsItIs() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            Answer answer = local().post(
                            url(endpoint, "/hook/ü?x=1"),
                            Map.of("Content-Type", "application/json", "webhook-id", "msg_1"),
                            BODY);
            assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(204);
                assertThat(answered.accepted()).isTrue();
                assertThat(answered.took()).isPositive().isLessThan(WebhookPoster.TIMEOUT);
            });
            String request = endpoint.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /hook/%C3%BC?x=1 HTTP/1.1\r\nHost: localhost:" + endpoint.port() + "\r\n");
            assertThat(request.lines())
                    .contains(
                            "Content-Type: application/json",
                            "webhook-id: msg_1",
                            "Content-Length: 15",
                            "Connection: close");
            assertThat(request).endsWith("\r\n\r\n{\"type\":\"ping\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,true",
        "299,true",
        "301,false",
        "302,false",
        "307,false",
        "308,false",
        "400,false",
        "410,false",
        "500,false"
    })
    void onlyA2xxIsAcceptance(int status, boolean accepted) throws IOException {
        try (Endpoint other = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n");
                Endpoint endpoint = Endpoint.answering("HTTP/1.1 " + status + " Reason\r\nLocation: http://localhost:"
                        + other.port() + "/\r\nContent-Length: 0\r\n\r\n")) {
            Answer answer = local().post(url(endpoint, "/"), Map.of(), BODY);
            assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(status);
                assertThat(answered.accepted()).isEqualTo(accepted);
            });
            assertThat(endpoint.connections()).isEqualTo(1);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void skipsInterimAnswers() throws IOException {
        try (Endpoint endpoint = Endpoint.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 202 Accepted\r\n")) {
            assertThat(local().post(url(endpoint, "/"), Map.of(), BODY))
                    .isInstanceOfSatisfying(
                            Answer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(202));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.9\\r\\n|not http",
                "HTTP/2 200\\r\\n|not http",
                "HTTP/1.1 999 Odd\\r\\n|not http",
                "HTTP/1.1 20\\r\\n|not http",
                "\\r\\n|not http",
                "HTTP/1.1 200 OK|connection broken",
                "HTTP/1.1 100 Continue\\r\\n|connection broken"
            })
    void whatIsNoAnswerIsUnreachable(String said, String why) throws IOException {
        try (Endpoint endpoint = Endpoint.answering(said.translateEscapes())) {
            assertThat(local().post(url(endpoint, "/"), Map.of(), BODY)).isEqualTo(new Answer.Unreachable(why));
        }
    }

    @Test
    void readsOnlySoMuchOfAnEndlessLine() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 " + "x".repeat(1 << 20))) {
            assertThat(local().post(url(endpoint, "/"), Map.of(), BODY)).isEqualTo(new Answer.Unreachable("not http"));
        }
    }

    @Test
    void aNameThatRebindsToLoopbackIsNeverConnectedTo() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Queue<InetAddress> answers = new ArrayDeque<>(List.of(PUBLIC, LOOPBACK, LOOPBACK));
            Resolver rebinding = host -> List.of(answers.remove());
            AddressRule rule = AddressRule.publicOnly();
            URI url = URI.create("https://rebind.example.com:" + endpoint.port() + "/");
            WebhookPoster.requireUsable(url, rule);
            assertThat(rule.allows(rebinding.resolve("rebind.example.com").getFirst()))
                    .isTrue();

            WebhookPoster poster = new WebhookPoster(rule, rebinding);
            assertThat(poster.post(url, Map.of(), BODY)).isEqualTo(new Answer.Unreachable("address not allowed"));
            assertThat(poster.post(url, Map.of(), BODY)).isEqualTo(new Answer.Unreachable("address not allowed"));
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Test
    void theAddressThatWasCheckedIsTheOneConnectedTo() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            // A second look-up would give an address that is refused, so an answer shows that there was none.
            AtomicInteger lookUps = new AtomicInteger();
            Resolver resolver =
                    host -> List.of(lookUps.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("10.0.0.1"));
            Answer answer = local(resolver, WebhookPoster.TIMEOUT).post(url(endpoint, "/"), Map.of(), BODY);
            assertThat(answer).isInstanceOf(Answer.Answered.class);
            assertThat(lookUps).hasValue(1);
            assertThat(endpoint.connections()).isEqualTo(1);
        }
    }

    @Test
    void oneRefusedAddressRefusesTheHost() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Resolver mixed = host -> List.of(LOOPBACK, InetAddress.ofLiteral("169.254.169.254"));
            assertThat(local(mixed, SHORT).post(url(endpoint, "/"), Map.of(), BODY))
                    .isEqualTo(new Answer.Unreachable("address not allowed"));
            Resolver elsewhere = host -> List.of(LOOPBACK, PUBLIC);
            assertThat(local(elsewhere, SHORT).post(url(endpoint, "/"), Map.of(), BODY))
                    .as("plain http to a public address")
                    .isEqualTo(new Answer.Unreachable("address not allowed"));
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Test
    void triesTheNextAddressWhenOneRefuses() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            // The endpoint listens on 127.0.0.1 alone.
            Resolver both = host -> List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK);
            assertThat(local(both, WebhookPoster.TIMEOUT).post(url(endpoint, "/"), Map.of(), BODY))
                    .isInstanceOf(Answer.Answered.class);
        }
    }

    @Test
    void saysWhatKindOfFailureItWas() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            closedPort = socket.getLocalPort();
        }
        URI url = URI.create("http://localhost:" + closedPort + "/");
        assertThat(local().post(url, Map.of(), BODY)).isEqualTo(new Answer.Unreachable("connection refused"));
        Resolver nowhere = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(local(nowhere, SHORT).post(url, Map.of(), BODY)).isEqualTo(new Answer.Unreachable("host not found"));
        assertThat(local(host -> List.of(), SHORT).post(url, Map.of(), BODY))
                .isEqualTo(new Answer.Unreachable("host not found"));
    }

    @Test
    void anEndpointThatNeverAnswersTimesOut() throws IOException {
        try (Endpoint endpoint = Endpoint.silent()) {
            assertThat(local(TO_LOOPBACK, SHORT).post(url(endpoint, "/"), Map.of(), BODY))
                    .isEqualTo(new Answer.Unreachable("timed out"));
        }
    }

    @Test
    void anEndpointThatDripsTimesOutAllTheSame() throws IOException {
        try (Endpoint endpoint = Endpoint.dripping("HTTP/1.1 200 ")) {
            assertThat(local(TO_LOOPBACK, SHORT).post(url(endpoint, "/"), Map.of(), BODY))
                    .isEqualTo(new Answer.Unreachable("timed out"));
        }
    }

    @Test
    void anEndpointThatReadsNothingTimesOut() throws IOException {
        try (Endpoint endpoint = Endpoint.deaf()) {
            Octets large = Octets.owning(new byte[32 << 20]);
            assertThat(local(TO_LOOPBACK, SHORT).post(url(endpoint, "/"), Map.of(), large))
                    .isEqualTo(new Answer.Unreachable("timed out"));
        }
    }

    @Test
    void aSlowLookUpTimesOutAndConnectsToNothingAfterwards() throws IOException, InterruptedException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            CountDownLatch release = new CountDownLatch(1);
            List<Thread> looking = new CopyOnWriteArrayList<>();
            Resolver slow = host -> {
                looking.add(Thread.currentThread());
                awaitQuietly(release);
                return List.of(LOOPBACK);
            };
            assertThat(local(slow, SHORT).post(url(endpoint, "/"), Map.of(), BODY))
                    .isEqualTo(new Answer.Unreachable("timed out"));
            release.countDown();
            looking.getFirst().join();
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Test
    void anInterruptedCallerStaysInterrupted() throws IOException {
        try (Endpoint endpoint = Endpoint.silent()) {
            Thread.currentThread().interrupt();
            Answer answer = local().post(url(endpoint, "/"), Map.of(), BODY);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer).isEqualTo(new Answer.Unreachable("interrupted"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: b\\r\\nX-Injected|v",
                "X-A\\n|v",
                "X A|v",
                "|v",
                "X-\u00e9|v",
                "X-A:|v",
                "X-A|v\\r\\nX-Injected: 1",
                "X-A|v\\nX-Injected: 1",
                "X-A|v\\rX-Injected: 1",
                "X-A|v\\0",
                "X-A|",
                "X-A| v",
                "X-A|v ",
                "X-A|\u00e9",
                "X-A|a\\tb",
                "Host|evil.example",
                "content-length|0",
                "Transfer-Encoding|chunked",
                "CONNECTION|keep-alive",
                "Expect|100-continue"
            })
    void noHeaderBreaksOutOfItsLine(String header) throws IOException {
        String text = header.translateEscapes();
        int bar = text.indexOf('|');
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Map<String, String> headers = Map.of(text.substring(0, bar), text.substring(bar + 1));
            assertThatThrownBy(() -> local().post(url(endpoint, "/"), headers, BODY))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.HEADER_INJECTION));
            assertThat(endpoint.connections()).isZero();
        }
    }

    @Test
    void noUrlBreaksOutOfTheRequestLine() throws IOException {
        try (Endpoint endpoint = Endpoint.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            URI url = url(endpoint, "/a%0d%0aX-Injected:%201?b=%0d%0aü");
            local().post(url, Map.of(), BODY);
            assertThat(endpoint.requests().getFirst().lines().findFirst())
                    .contains("POST /a%0d%0aX-Injected:%201?b=%0d%0a%C3%BC HTTP/1.1");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
