package dev.multimail.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of what a tool answers. */
public sealed interface Answer {
    /** As JSON Schema (draft 2020-12) says it. Fields that are not named may come along. */
    Map<String, Object> schema();

    /** Facts that the service made itself, as the API gives them. */
    record Facts(List<Field> fields) implements Answer {
        public Facts {
            fields = List.copyOf(fields);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            fields.forEach(field -> properties.put(field.name(), Map.of("type", field.type())));
            properties.put("next", Map.of("type", "string"));
            return object(properties, List.of());
        }
    }

    /** One fact; it is left out where there is none. */
    record Field(String name, String type) {}

    /** One message, its content in an envelope. */
    record OneMessage() implements Answer {
        @Override
        public Map<String, Object> schema() {
            return message();
        }
    }

    /** Messages, newest first. */
    record Messages() implements Answer {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("messages", list(message()));
            properties.put("cursor", Map.of("type", "string"));
            return object(properties, List.of("messages"));
        }
    }

    /** A conversation, oldest message first. */
    record Conversation() implements Answer {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("thread_id", Map.of("type", "string"));
            properties.put("content", content());
            properties.put("messages", list(message()));
            return object(properties, List.of("thread_id", "content", "messages"));
        }
    }

    /** Conversations, latest first. */
    record Conversations() implements Answer {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> thread = object(
                    new LinkedHashMap<>(Map.of("thread_id", Map.of("type", "string"))),
                    List.of("thread_id", "content"));
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("threads", list(thread));
            properties.put("cursor", Map.of("type", "string"));
            return object(properties, List.of("threads"));
        }
    }

    /** A file that came with a message. */
    record File() implements Answer {
        @Override
        public Map<String, Object> schema() {
            return object(Map.of("content", content()), List.of("content"));
        }
    }

    private static Map<String, Object> list(Map<String, Object> element) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", element);
        return schema;
    }

    private static Map<String, Object> message() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", Map.of("type", "string"));
        properties.put("status", Map.of("type", "string"));
        properties.put("content", content());
        return object(properties, List.of("id", "status", "content"));
    }

    private static Map<String, Object> content() {
        return object(Map.of("untrusted", Map.of("const", true)), List.of("untrusted"));
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }
}
