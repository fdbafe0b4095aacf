package dev.multimail.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What kind of value an argument is. */
public sealed interface Type {
    /** As JSON Schema (draft 2020-12) says it. */
    Map<String, Object> schema();

    /** Whether a JSON value, as maps, lists, text, numbers and booleans, is one of these. */
    boolean fits(Object value);

    /** What the value must be, as the end of the sentence "limit is …". */
    String words();

    /** What the API is given for a value that fits. */
    default Object wire(Object value) {
        return value;
    }

    /** Text, one of a few words if any are given. */
    record Text(List<String> choices) implements Type {
        public Text {
            choices = List.copyOf(choices);
        }

        @Override
        public Map<String, Object> schema() {
            return choices.isEmpty() ? Map.of("type", "string") : ordered("type", "string", "enum", choices);
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof String text && (choices.isEmpty() || choices.contains(text));
        }

        @Override
        public String words() {
            return choices.isEmpty() ? "text" : "one of " + String.join(", ", choices);
        }
    }

    /** A whole number within limits. */
    record Whole(long least, long most) implements Type {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = ordered("type", "integer", "minimum", least);
            schema.put("maximum", most);
            return schema;
        }

        @Override
        public boolean fits(Object value) {
            return (value instanceof Integer || value instanceof Long)
                    && ((Number) value).longValue() >= least
                    && ((Number) value).longValue() <= most;
        }

        @Override
        public String words() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** How many seconds to wait; the API answers after {@link #LONGEST} at the latest, and can be asked again. */
    record Patience() implements Type {
        static final int LONGEST = 25;
        // Clients of the hosted product may wait as long.
        private static final Whole SECONDS = new Whole(1, 120);

        @Override
        public Map<String, Object> schema() {
            return SECONDS.schema();
        }

        @Override
        public boolean fits(Object value) {
            return SECONDS.fits(value);
        }

        @Override
        public String words() {
            return SECONDS.words();
        }

        @Override
        public Object wire(Object value) {
            return Math.min(((Number) value).longValue(), LONGEST);
        }
    }

    /** True or false. */
    record Flag() implements Type {
        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "boolean");
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof Boolean;
        }

        @Override
        public String words() {
            return "true or false";
        }
    }

    /** A list of texts; a single text is taken for a list of one, as the API takes it. */
    record Texts() implements Type {
        @Override
        public Map<String, Object> schema() {
            return ordered("type", "array", "items", Map.of("type", "string"));
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof String
                    || (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
        }

        @Override
        public String words() {
            return "a list of texts";
        }
    }

    /** Names with a text each. */
    record Pairs() implements Type {
        @Override
        public Map<String, Object> schema() {
            return ordered("type", "object", "additionalProperties", Map.of("type", "string"));
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance);
        }

        @Override
        public String words() {
            return "an object whose values are texts";
        }
    }

    /** An object whose form the API checks. */
    record Structure() implements Type {
        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "object");
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof Map;
        }

        @Override
        public String words() {
            return "an object";
        }
    }

    /** Files to attach: a name, base64 content and a media type each. */
    record Files() implements Type {
        @Override
        public Map<String, Object> schema() {
            Map<String, Object> file = ordered("type", "object", "properties", properties());
            file.put("required", List.of("name", "content_base64"));
            return ordered("type", "array", "items", file);
        }

        private static Map<String, Object> properties() {
            Map<String, Object> text = Map.of("type", "string");
            Map<String, Object> properties = ordered("name", text, "content_base64", text);
            properties.put("content_type", text);
            return properties;
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
        }

        @Override
        public String words() {
            return "a list of objects with name, content_base64 and content_type";
        }
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
