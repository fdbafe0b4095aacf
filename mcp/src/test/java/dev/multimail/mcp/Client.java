package dev.multimail.mcp;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.TestContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An MCP client of a test. */
record Client(
        McpFunction function,
        @Nullable String token,
        @Nullable String mailbox) {
    /** A tool's result. */
    record Result(Tree json, String raw) {
        boolean isError() {
            return json.at("isError").text().equals("true");
        }

        Tree structured() {
            return json.at("structuredContent");
        }

        /** The structured content as JSON again. */
        String structuredText() {
            Map<?, ?> response = Json.readOwn(raw, Map.class);
            Map<?, ?> result = (Map<?, ?>) Objects.requireNonNull(response.get("result"));
            return Json.write(Objects.requireNonNull(result.get("structuredContent")));
        }

        String text(String... path) {
            return structured().at(path).text();
        }
    }

    Result call(String tool, Map<String, Object> arguments) {
        String raw = request("tools/call", Map.of("name", tool, "arguments", arguments));
        return new Result(Json.tree(raw).at("result"), raw);
    }

    List<String> tools() {
        return Json.tree(request("tools/list", Map.of())).at("result", "tools").list().stream()
                .map(tool -> tool.at("name").text())
                .toList();
    }

    /** The whole response to a request. */
    String request(String method, Map<String, Object> parameters) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", 1);
        message.put("method", method);
        message.put("params", parameters);
        APIGatewayProxyResponseEvent response = post(Json.write(message), Map.of());
        if (response.getStatusCode() != 200) {
            throw new IllegalStateException(response.getStatusCode() + " " + response.getBody());
        }
        return response.getBody();
    }

    APIGatewayProxyResponseEvent post(String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of(
                "Content-Type", "application/json",
                "Accept", "application/json, text/event-stream",
                "Host", "mail.example.com"));
        if (token != null) {
            all.put("Authorization", "Bearer " + token);
        }
        if (mailbox != null) {
            all.put("X-MultiMail-Mailbox", mailbox);
        }
        all.putAll(headers);
        return send("POST", body, all);
    }

    APIGatewayProxyResponseEvent send(String method, String body, Map<String, String> headers) {
        APIGatewayProxyRequestEvent.ProxyRequestContext context = new APIGatewayProxyRequestEvent.ProxyRequestContext();
        context.setRequestId("req_test");
        return function.handleRequest(
                new APIGatewayProxyRequestEvent()
                        .withHttpMethod(method)
                        .withPath(McpFunction.PATH)
                        .withHeaders(headers)
                        .withBody(body)
                        .withRequestContext(context),
                new TestContext());
    }
}
