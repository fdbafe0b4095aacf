package dev.multimail.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;

/** The SDK's own mapper, which tells params that are not what their method takes from failures of ours. */
record Parameters(McpJsonMapper mapper) implements McpJsonMapper {
    @Override
    public <T> T convertValue(Object from, Class<T> type) {
        try {
            return mapper.convertValue(from, type);
        } catch (RuntimeException unfit) {
            throw misshapen();
        }
    }

    @Override
    public <T> T convertValue(Object from, TypeRef<T> type) {
        try {
            return mapper.convertValue(from, type);
        } catch (RuntimeException unfit) {
            throw misshapen();
        }
    }

    private static McpError misshapen() {
        return McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                .message("The params have not the form of this method.")
                .build();
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return mapper.writeValueAsString(value);
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }
}
