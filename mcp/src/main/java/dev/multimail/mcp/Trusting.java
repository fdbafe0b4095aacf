package dev.multimail.mcp;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;

/** Takes every result for valid; tests hold results to their schemas with a real validator. */
record Trusting(JsonText json) implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object structuredContent) {
        return ValidationResponse.asValid(json.write(structuredContent));
    }
}
