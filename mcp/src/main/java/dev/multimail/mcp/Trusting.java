package dev.multimail.mcp;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;

/** Takes every result for valid; tests hold results to their schemas with a real validator. */
record Trusting() implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
        // The SDK would make this the text of a result that has none; ours bring their own.
        return ValidationResponse.asValid("");
    }
}
