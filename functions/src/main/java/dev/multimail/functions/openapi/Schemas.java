package dev.multimail.functions.openapi;

import dev.multimail.functions.field.Field;
import dev.multimail.functions.field.Fields;
import dev.multimail.functions.field.Limits;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schemas (2020-12) of the records that requests are read into, with the words and limits of {@link Fields}. */
final class Schemas {
    private Schemas() {}

    /** The schema of a request's record. Every field may be left out; an operation says what it cannot do without. */
    static Map<String, Object> of(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = Fields.of(component);
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", field.words());
            property.putAll(of(component.getGenericType(), field.limit()));
            properties.put(Fields.name(component), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }

    /** The schema of a text in a path or a query. */
    static Map<String, Object> parameter() {
        return Ordered.of("type", "string", "maxLength", Limits.PARAMETER);
    }

    private static Map<String, Object> of(Type type, Field.Limit limit) {
        return switch (limit) {
            case Field.Limit.Text text -> text(text.most());
            case Field.Limit.Texts texts -> list(texts.most(), text(texts.each()));
            case Field.Limit.Objects objects ->
                list(objects.most(), of((Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0]));
            case Field.Limit.Pairs pairs -> pairs(pairs);
            case Field.Limit.Whole whole -> whole(List.of("integer", "null"), whole.least(), whole.most());
            case Field.Limit.None _ -> plain((Class<?>) type);
        };
    }

    private static Map<String, Object> plain(Class<?> type) {
        if (type.isRecord()) {
            return of(type);
        }
        // A switch is true or false, or 1 or 0 where clients of both generations write it.
        return type == Boolean.class
                ? Map.of("type", List.of("boolean", "null"))
                : whole(List.of("boolean", "integer", "null"), 0, 1);
    }

    private static Map<String, Object> text(int most) {
        return Ordered.of("type", List.of("string", "null"), "maxLength", most);
    }

    private static Map<String, Object> whole(List<String> types, long least, long most) {
        Map<String, Object> schema = Ordered.of("type", types, "format", "int64");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    // A single value may stand where a list is expected.
    private static Map<String, Object> list(int most, Map<String, Object> items) {
        Map<String, Object> list = Ordered.of("type", List.of("array", "null"), "maxItems", most);
        list.put("items", items);
        return Map.of("anyOf", List.of(list, items));
    }

    private static Map<String, Object> pairs(Field.Limit.Pairs pairs) {
        Map<String, Object> map = Ordered.of("type", List.of("object", "null"), "maxProperties", pairs.most());
        map.put("propertyNames", Map.of("maxLength", pairs.name()));
        map.put("additionalProperties", text(pairs.value()));
        return map;
    }
}
