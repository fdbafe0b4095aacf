package dev.multimail.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multimail.lambda.aws.SesDomains;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Domains as SES answers about them. */
class SesDomainsTest {
    private record Answer(int status, String error, String body) {}

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    SesDomainsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
    }

    @BeforeEach
    void listen() {
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("X-Amzn-ErrorType", answer.error());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private SesDomains domains() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        AwsClients clients = new AwsClients(
                new Environment(Map.of("AWS_REGION", "eu-west-1")),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
        return new SesDomains(() -> clients.ses(SesV2Client.builder().endpointOverride(address)), "eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BadRequestException", "LimitExceededException"})
    void aDomainThatSesRefusesIsRefusedWithItsReason(String error) {
        answers.add(new Answer(400, error, "{\"message\":\"Domain name is not permitted.\"}"));
        assertThatThrownBy(() -> domains().register("agents.example.com"))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                    assertThat(problem)
                            .hasMessageContaining("agents.example.com")
                            .hasMessageContaining("not permitted");
                });
        assertThat(asked).containsExactly("POST /v2/email/identities");
    }

    @Test
    void aDomainThatIsRegisteredAlreadyIsLookedUp() {
        answers.add(new Answer(400, "AlreadyExistsException", "{\"message\":\"It exists.\"}"));
        answers.add(new Answer(200, "", "{\"DkimAttributes\":{\"Tokens\":[\"a\",\"b\",\"c\"]}}"));
        assertThat(domains().register("agents.example.com")).containsExactly("a", "b", "c");
    }

    @Test
    void aDomainIsVerifiedOnceSesSaysSo() {
        answers.add(new Answer(200, "", "{\"VerifiedForSendingStatus\":false}"));
        answers.add(new Answer(200, "", "{\"VerifiedForSendingStatus\":true}"));
        assertThat(domains().verified("agents.example.com")).isFalse();
        assertThat(domains().verified("agents.example.com")).isTrue();
    }

    @Test
    void aDomainThatSesForgotIsRemovedAlready() {
        answers.add(new Answer(404, "NotFoundException", "{\"message\":\"There is none.\"}"));
        domains().remove("agents.example.com");
        assertThat(asked).containsExactly("DELETE /v2/email/identities/agents.example.com");
    }
}
