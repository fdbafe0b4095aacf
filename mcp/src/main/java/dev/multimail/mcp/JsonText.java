package dev.multimail.mcp;

import dev.multimail.mcp.rest.RestAnswer;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** JSON by the MCP SDK's own mapper. */
record JsonText(McpJsonMapper mapper) {
    private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

    /** The JSON object that an answer is, or nothing. */
    Optional<Map<String, Object>> object(RestAnswer answer) {
        if (!answer.isJson()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.readValue(answer.body().toByteArray(), OBJECT));
        } catch (IOException | RuntimeException notAnObject) {
            return Optional.empty();
        }
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
