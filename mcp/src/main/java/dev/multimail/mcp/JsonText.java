package dev.multimail.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** JSON by the MCP SDK's own mapper. */
record JsonText(McpJsonMapper mapper) {
    private static final TypeRef<Map<String, Object>> OBJECT = new TypeRef<>() {};

    /** The JSON object that a text is, or nothing. */
    Optional<Map<String, Object>> object(String text) {
        try {
            return Optional.ofNullable(mapper.readValue(text, OBJECT));
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
