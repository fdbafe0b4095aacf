package dev.multimail.functions.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JSON by the project's conventions: snake_case names, ISO 8601 times, unknown fields ignored, a single value where a
 * list is expected, and no guessing between types.
 */
public final class Json {
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** Writes a value. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    /**
     * Reads what a caller sent; an empty body reads as an empty object.
     *
     * @throws Problem {@code invalid_json}, or {@code invalid_field} naming the field whose type is wrong
     */
    public static <T> T readRequest(String body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body.isBlank() ? "{}" : body, type);
            if (value == null) {
                throw Problem.of(ErrorCode.INVALID_JSON, "The request body must be a JSON object, not null.");
            }
            return value;
        } catch (MismatchedInputException e) {
            throw wrongField(e);
        } catch (JsonProcessingException e) {
            throw Problem.of(ErrorCode.INVALID_JSON);
        }
    }

    /** Reads what this service or AWS wrote. */
    public static <T> T readOwn(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not the JSON of a " + type.getSimpleName(), e);
        }
    }

    /** The same JSON with line breaks, for people and for reviews of its changes. */
    public static String pretty(String json) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON", e);
        }
    }

    /** Reads JSON that somebody else shaped, given as text. */
    public static Tree tree(String text) {
        return new Tree(readOwn(text, JsonNode.class));
    }

    /** Reads text that may be JSON; empty if it is not. */
    public static Optional<Tree> readTree(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).map(Tree::new);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Reads JSON that somebody else shaped, given as maps and lists. */
    public static Tree tree(Map<String, Object> event) {
        return new Tree(MAPPER.valueToTree(event));
    }

    private static Problem wrongField(MismatchedInputException e) {
        String path = e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty()
                ? Problem.of(ErrorCode.INVALID_JSON, "The request body must be a JSON object.")
                : Problem.of(ErrorCode.INVALID_FIELD, "The field " + path + " has a wrong type.", "field", path);
    }
}
