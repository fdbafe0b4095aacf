package dev.multimail.mcp;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.multimail.functions.json.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of the transport, in JSON-RPC's form (JSON-RPC 2.0 §5). */
final class JsonRpc {
    static final int INVALID_REQUEST = McpSchema.ErrorCodes.INVALID_REQUEST;
    static final int PARSE_ERROR = McpSchema.ErrorCodes.PARSE_ERROR;
    static final int INTERNAL = McpSchema.ErrorCodes.INTERNAL_ERROR;

    private JsonRpc() {}

    /** An error that belongs to no request that could be read. */
    static APIGatewayProxyResponseEvent failure(int status, int code, String sentence, String requestId) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", sentence);
        Map<String, @org.jspecify.annotations.Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", null);
        message.put("error", error);
        return answer(status, Json.write(message), requestId);
    }

    /** A JSON text as an HTTP answer. Mail is private: no cache may keep it. */
    static APIGatewayProxyResponseEvent answer(int status, String body, String requestId) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("cache-control", "no-store");
        headers.put("x-request-id", requestId);
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false);
    }
}
