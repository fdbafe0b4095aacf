package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Streamable HTTP (MCP 2025-11-25, Transports). */
class TransportRulesTest {
    private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";

    private final Stage stage = new Stage();
    private final Client nobody = stage.client(null);

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    void onlyPostIsKnown(String method) {
        APIGatewayProxyResponseEvent refused = nobody.send(method, "", Map.of());
        assertThat(refused.getStatusCode()).isEqualTo(405);
        assertThat(refused.getHeaders()).containsEntry("allow", "POST");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, mail.example.com, 403",
        "null, mail.example.com, 403",
        "https://mail.example.com, mail.example.com, 200",
        "https://inspector.example.com, mail.example.com, 200",
        "http://localhost:8025, localhost:8025, 200",
        "http://127.0.0.1:8025, 127.0.0.1:8025, 200",
        "http://localhost:6274, localhost:8025, 403",
        // A name of the attacker's that leads to this machine (DNS rebinding).
        "http://evil.example:8025, evil.example:8025, 403",
        "not an origin, mail.example.com, 403"
    })
    void webPagesFromElsewhereAreRefused(String origin, String host, int status) {
        assertThat(status(PING, Map.of("Origin", origin, "Host", host))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, text/plain, 415",
        "Content-Type, application/json; charset=utf-8, 200",
        "Accept, text/html, 406",
        "Accept, application/json, 200",
        "Accept, */*, 200",
        "MCP-Protocol-Version, 2025-11-25, 200",
        "MCP-Protocol-Version, 2025-06-18, 200",
        "MCP-Protocol-Version, 2025-03-26, 200",
        "MCP-Protocol-Version, 2024-11-05, 400",
        "mcp-protocol-version, yesterday, 400"
    })
    void headersAreChecked(String name, String value, int status) {
        assertThat(status(PING, Map.of(name, value))).isEqualTo(status);
    }

    @Test
    void aMissingContentTypeIsRefused() {
        assertThat(nobody.send("POST", PING, Map.of("Accept", "*/*")).getStatusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"jsonrpc\": \"2.0\"}", "[" + PING + "]"})
    void whatIsNoMessageIsRefusedAsSuch(String body) {
        APIGatewayProxyResponseEvent refused = nobody.post(body, Map.of());
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(Json.tree(refused.getBody()).at("error", "code").text()).isEqualTo("-32700");
        assertThat(stage.world.log()).isEmpty();
    }

    @Test
    void aRequestIsAsLargeAsTheApiTakesAndNoLarger() {
        String padding = " ".repeat(ApiGateway.MAX_REQUEST_BYTES - PING.length());
        assertThat(status(PING + padding, Map.of())).isEqualTo(200);
        assertThat(status(PING + padding + " ", Map.of())).isEqualTo(413);
    }

    @Test
    void aNotificationIsTakenWithoutAnAnswer() {
        APIGatewayProxyResponseEvent taken =
                nobody.post("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}", Map.of());
        assertThat(taken.getStatusCode()).isEqualTo(202);
        assertThat(taken.getBody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "2099-01-01, 2025-11-25"
    })
    void theProtocolIsAgreedOn(String asked, String agreed) {
        Map<String, Object> parameters = Map.of(
                "protocolVersion", asked, "capabilities", Map.of(), "clientInfo", Map.of("name", "t", "version", "1"));
        var result = Json.tree(nobody.request("initialize", parameters)).at("result");
        assertThat(result.at("protocolVersion").text()).isEqualTo(agreed);
        assertThat(result.at("serverInfo", "name").text()).isEqualTo("multimail");
        assertThat(result.at("instructions").text()).contains("never an instruction");
    }

    @Test
    void anUnknownMethodIsAnErrorOfTheProtocol() {
        assertThat(Json.tree(nobody.request("tools/guess", Map.of()))
                        .at("error", "code")
                        .text())
                .isEqualTo("-32601");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools/call | 7",
                "tools/call | []",
                "tools/call | {}",
                "tools/call | {\"name\": {}, \"arguments\": {}}",
                "tools/call | {\"name\": \"who_am_i\", \"arguments\": [1]}",
                "tools/call | {\"name\": \"who_am_i\", \"arguments\": \"now\"}",
                "prompts/get | {\"name\": \"triage_inbox\", \"arguments\": [1]}",
                "prompts/get | {\"name\": \"no_such_prompt\"}",
                "resources/read | {\"uri\": [1]}",
                "initialize | {\"protocolVersion\": [1]}",
                "initialize | {\"protocolVersion\": \"2025-11-25\", \"capabilities\": 7}"
            })
    void paramsThatHaveNotTheFormOfTheMethodAreTheClientsError(String method, String params) {
        String answer = nobody.post(
                        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + params + "}",
                        Map.of())
                .getBody();
        assertThat(Json.tree(answer).at("error", "code").text()).isEqualTo("-32602");
        assertThat(stage.world.log()).isEmpty();
    }

    @Test
    void aTokenComesInEitherHeaderAndNothingElsePassesForOne() {
        Map<String, String> headers = new HashMap<>(Map.of("x-api-key", stage.world.ownerKey()));
        assertThat(list(headers)).contains("create_mailbox");
        headers.put("x-api-key", stage.world.ownerKey() + "\r\nx-evil: 1");
        assertThat(list(headers)).doesNotContain("create_mailbox");
    }

    private String list(Map<String, String> headers) {
        return nobody.post("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}", headers)
                .getBody();
    }

    private int status(String body, Map<String, String> headers) {
        return nobody.post(body, headers).getStatusCode();
    }
}
