package dev.multimail.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.lambda.aws.SesTransport;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** SES is asked once, whatever it answers, and only a proof of refusal counts as one. */
class SesTransportTest {
    private static final StaticCredentialsProvider NOBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile String answer = "";
    private ServerSocket server = unbound();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Reads one request to its end and answers what the test wants; an empty answer closes the connection instead.
    private void serve() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                asked.incrementAndGet();
                InputStream in = caller.getInputStream();
                StringBuilder head = new StringBuilder();
                for (int read = in.read(); read >= 0; read = in.read()) {
                    head.append((char) read);
                    if (head.indexOf("\r\n\r\n") >= 0) {
                        break;
                    }
                }
                String length = head.toString().replaceAll("(?si).*content-length: (\\d+).*", "$1");
                in.readNBytes(Integer.parseInt(length));
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException callerLeft) {
                left.incrementAndGet();
            }
        }
    }

    private Delivery send() {
        Environment environment = new Environment(Map.of("AWS_REGION", "eu-west-1"));
        SesV2Client client = new AwsClients(environment, NOBODY)
                .ses(SesV2Client.builder().endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort())));
        return new SesTransport(client, "set", "eu-west-1")
                .send(new Outgoing(
                        Outgoing.Kind.AGENT_MAIL,
                        "msg_1",
                        1,
                        Address.parse("a@example.com"),
                        List.of(Address.parse("b@example.org")),
                        Octets.owning("Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8))));
    }

    private static String http(int status, String error, String body) {
        return "HTTP/1.1 " + status + " x\r\nx-amzn-ErrorType: " + error + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    @Test
    void anAcceptanceCarriesSesOwnId() {
        answer = http(200, "", "{\"MessageId\":\"id-1\"}");
        assertThat(send()).isEqualTo(new Delivery.Accepted("id-1"));
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, MessageRejected, RefusedForGood",
        "400, MailFromDomainNotVerifiedException, RefusedForGood",
        "400, BadRequestException, RefusedForGood",
        "404, NotFoundException, RefusedForGood",
        "429, TooManyRequestsException, RefusedForNow",
        "400, LimitExceededException, RefusedForNow",
        "400, SendingPausedException, RefusedForNow",
        "403, AccessDeniedException, RefusedForNow",
        "500, InternalFailure, Unknown",
        "503, ServiceUnavailable, Unknown",
    })
    void aRefusalIsOneOnlyIfItProvesThatNothingWasAccepted(int status, String error, String outcome) {
        answer = http(status, error, "{}");
        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aLostAnswerIsDoubtAndIsNotAskedForAgain() {
        answer = "";
        assertThat(send()).isInstanceOf(Delivery.Unknown.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRefusedConnectionIsARefusalForNow() throws IOException {
        server.close();
        assertThat(send()).isInstanceOf(Delivery.RefusedForNow.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void theMessageIdIsTheOneThatSesGives() {
        try (SesV2Client none = new AwsClients(new Environment(Map.of("AWS_REGION", "eu-west-1"))).ses()) {
            assertThat(new SesTransport(none, "set", "eu-west-1").messageIdHeader("0102", "x"))
                    .isEqualTo("0102@eu-west-1.amazonses.com");
            assertThat(new SesTransport(none, "set", "us-east-1").messageIdHeader("0102", "x"))
                    .isEqualTo("0102@email.amazonses.com");
        }
    }
}
