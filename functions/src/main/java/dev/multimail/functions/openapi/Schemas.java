package dev.multimail.functions.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON Schemas (2020-12) of the records that requests are read into. */
final class Schemas {
    private Schemas() {}

    /** The schema of a request's record. Every field may be left out; an operation says what it cannot do without. */
    static Map<String, Object> of(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(snakeCase(component.getName()), of(component.getGenericType()));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(of(arguments[0])) : map(of(arguments[1]));
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return of(plain);
        }
        return nullable(
                switch (type.getTypeName()) {
                    case "java.lang.String" -> List.of("string");
                    case "java.lang.Boolean" -> List.of("boolean");
                    case "java.lang.Long", "java.lang.Integer" -> List.of("integer");
                    case "java.lang.Object" -> List.of("boolean", "integer");
                    default -> throw new IllegalArgumentException("no schema for " + type.getTypeName());
                });
    }

    // A single value may stand where a list is expected.
    private static Map<String, Object> list(Map<String, Object> items) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", List.of("array", "null"));
        list.put("items", items);
        return Map.of("anyOf", List.of(list, items));
    }

    private static Map<String, Object> map(Map<String, Object> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", List.of("object", "null"));
        map.put("additionalProperties", values);
        return map;
    }

    private static Map<String, Object> nullable(List<String> types) {
        List<String> all = new ArrayList<>(types);
        all.add("null");
        return Map.of("type", all);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
