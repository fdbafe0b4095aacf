package dev.multimail.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.World;
import dev.multimail.token.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What CloudFormation hears of an installation, over its own HTTP. */
class InstallFunctionTest {
    private static final Path SAMPLE = Path.of("..", "events", "samples", "install.json");

    private final World world = new World();
    private final Map<String, String> secrets = new HashMap<>();
    private final List<Tree> answers = new ArrayList<>();
    private final InstallFunction function = new InstallFunction(
            world.services(),
            new Install(
                    world.services(),
                    new KeptSecrets(secrets),
                    new Install.SecretNames("signing", "owner"),
                    new SecureRandom()));
    private final HttpServer cloudFormation = listening();

    @BeforeEach
    void listen() {
        cloudFormation.createContext("/", exchange -> {
            answers.add(Json.tree(map(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        cloudFormation.start();
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    @Test
    void aDeploymentMakesKeysAndAnOwnerWhoseKeyStandsInItsSecretAlone() throws IOException {
        assertThat(deploy("agents.example.com")).isEqualTo("SUCCESS");
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.at("Status").text()).isEqualTo("SUCCESS");
            assertThat(answer.at("LogicalResourceId").text()).isEqualTo("Installation");
        });
        assertThat(secrets.get("owner")).matches(Token.FORM);
        assertThat(answers.toString()).doesNotContain(secrets.get("owner"));
        Map<String, String> before = Map.copyOf(secrets);
        assertThat(deploy("agents.example.com")).isEqualTo("SUCCESS");
        assertThat(secrets).as("a second deployment makes nothing anew").isEqualTo(before);
    }

    @Test
    void aSecondDeploymentWithAnotherDomainIsRefusedWithWhatToDo() throws IOException {
        deploy("agents.example.com");
        Map<String, String> before = Map.copyOf(secrets);
        assertThat(deploy("other.example.com"))
                .startsWith("This installation serves agents.example.com")
                .contains("-c stage=", "-c domain=agents.example.com");
        assertThat(answers.getLast().at("Status").text()).isEqualTo("FAILED");
        assertThat(answers.getLast().at("Reason").text()).contains("-c stage=");
        assertThat(secrets).isEqualTo(before);
    }

    private String deploy(String domain) throws IOException {
        String url = "http://127.0.0.1:" + cloudFormation.getAddress().getPort() + "/answer";
        String event = Files.readString(SAMPLE).replace("RESPONSE_URL", url).replace("DOMAIN", domain);
        return function.handleRequest(map(event), new TestContext());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) {
        return Json.readOwn(json, Map.class);
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException occupied) {
            throw new IllegalStateException(occupied);
        }
    }

    /** Secrets that are kept in a map. */
    private record KeptSecrets(Map<String, String> values) implements SecretsManagerClient {
        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            String value = values.get(request.secretId());
            if (value == null) {
                throw ResourceNotFoundException.builder().message("no value").build();
            }
            return GetSecretValueResponse.builder().secretString(value).build();
        }

        @Override
        public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
            values.put(request.secretId(), request.secretString());
            return PutSecretValueResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
