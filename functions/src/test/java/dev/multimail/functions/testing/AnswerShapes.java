package dev.multimail.functions.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.openapi.AnswerSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Holds every answer of a test to the schema that the reference gives for it. With {@code -Danswers.write=true} the
 * answers of all tests of a run make the schemas anew instead.
 */
final class AnswerShapes {
    private static final Path FILE =
            Path.of("src", "main", "resources", "dev", "multimail", "functions", "openapi", "answers.json");

    /** Objects whose members callers name. */
    private static final Set<String> FREE = Set.of("tags", "metadata", "verdicts", "details", "claims", "arguments");

    private static final boolean WRITES = Boolean.getBoolean("answers.write");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    /** Members that were null in any answer: they may be null in every one. */
    private static final Set<String> NULLABLE = ConcurrentHashMap.newKeySet();

    private static final SortedMap<String, Shape> SEEN = new ConcurrentSkipListMap<>();

    private AnswerShapes() {}

    /** What was seen at one place of an answer. */
    private static final class Shape {
        private final Set<String> types = new TreeSet<>();
        private final SortedMap<String, Shape> members = new TreeMap<>();
        private final List<Shape> elements = new ArrayList<>();

        private void see(String name, JsonNode node) {
            types.add(type(node));
            if (node.isNull()) {
                NULLABLE.add(name);
            }
            if (node.isArray()) {
                node.forEach(element -> {
                    if (elements.isEmpty()) {
                        elements.add(new Shape());
                    }
                    elements.getFirst().see(name, element);
                });
            }
            if (node.isObject()) {
                node.properties().forEach(member -> {
                    String place = FREE.contains(name) ? "*" : member.getKey();
                    members.computeIfAbsent(place, key -> new Shape()).see(member.getKey(), member.getValue());
                });
            }
        }

        private static String type(JsonNode node) {
            return switch (node.getNodeType()) {
                case STRING -> "string";
                case BOOLEAN -> "boolean";
                case NUMBER -> node.isIntegralNumber() ? "integer" : "number";
                case ARRAY -> "array";
                case OBJECT -> "object";
                default -> "null";
            };
        }

        private SortedMap<String, Object> schema(String name) {
            SortedMap<String, Object> schema = new TreeMap<>();
            if (NULLABLE.contains(name)) {
                types.add("null");
            }
            if (types.equals(Set.of("null"))) {
                // Never seen with a value, so nothing is known of it.
                return schema;
            }
            schema.put("type", types.size() == 1 ? types.iterator().next() : List.copyOf(types));
            if (types.contains("array")) {
                schema.put(
                        "items",
                        elements.isEmpty() ? Map.of() : elements.getFirst().schema(name));
            }
            if (types.contains("object") && FREE.contains(name)) {
                schema.put("additionalProperties", true);
            } else if (types.contains("object")) {
                SortedMap<String, Object> properties = new TreeMap<>();
                members.forEach((member, shape) -> properties.put(member, shape.schema(member)));
                schema.put("properties", properties);
            }
            return schema;
        }
    }

    /** Checks an answer, or remembers it. */
    static void hold(String operation, Answer answer) {
        boolean json = String.valueOf(answer.headers().get("content-type")).startsWith("application/json;");
        // The document that holds the schemas has none itself.
        boolean told = json && answer.status() < 300 && !operation.startsWith("openapi");
        // Other modules use these tests' world as well; the answers are held to their schemas where they are made.
        if (!told || !Files.exists(FILE)) {
            return;
        }
        if (WRITES) {
            remember(operation, answer);
            return;
        }
        Optional<Map<String, Object>> published = AnswerSchemas.of(operation, answer.status());
        if (published.isEmpty()) {
            return;
        }
        Schema schema = SCHEMAS.computeIfAbsent(
                operation + " " + answer.status(),
                key -> REGISTRY.getSchema(Json.write(published.get()), InputFormat.JSON));
        var errors = schema.validate(answer.body(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(operation + " does not answer what the reference says (-Danswers.write=true makes"
                    + " it anew): " + errors + " in " + answer.body());
        }
    }

    private static synchronized void remember(String operation, Answer answer) {
        if (SEEN.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(AnswerShapes::write));
        }
        try {
            SEEN.computeIfAbsent(operation + " " + answer.status(), key -> new Shape())
                    .see("", MAPPER.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void write() {
        SortedMap<String, SortedMap<String, Object>> all = new TreeMap<>();
        SEEN.forEach((key, shape) -> all.computeIfAbsent(key.substring(0, key.indexOf(' ')), name -> new TreeMap<>())
                .put(key.substring(key.indexOf(' ') + 1), shape.schema("")));
        try {
            Files.writeString(FILE, Json.pretty(Json.write(all)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
