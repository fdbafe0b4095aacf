package dev.multimail.store;

import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row being written or read, attribute by attribute. An absent attribute is null; empty collections are not stored.
 */
final class Item {
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static Item at(Key key) {
        return new Item(new LinkedHashMap<>(key.map()));
    }

    static Item nested() {
        return new Item(new LinkedHashMap<>());
    }

    static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    Map<String, AttributeValue> map() {
        return attributes;
    }

    Item text(String name, @Nullable String value) {
        return put(name, value == null ? null : AttributeValue.fromS(value));
    }

    Item number(String name, @Nullable Integer value) {
        return put(name, value == null ? null : AttributeValue.fromN(Integer.toString(value)));
    }

    Item seconds(String name, long value) {
        return put(name, AttributeValue.fromN(Long.toString(value)));
    }

    Item flag(String name, boolean value) {
        return put(name, value ? AttributeValue.fromBool(true) : null);
    }

    Item time(String name, @Nullable Instant value) {
        return text(name, value == null ? null : value.toString());
    }

    Item bytes(String name, Octets value) {
        return put(name, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(value.toByteArray())));
    }

    Item texts(String name, Collection<String> values) {
        return put(
                name,
                values.isEmpty()
                        ? null
                        : AttributeValue.fromL(
                                values.stream().map(AttributeValue::fromS).toList()));
    }

    Item map(String name, Map<String, String> values) {
        return put(
                name,
                values.isEmpty()
                        ? null
                        : AttributeValue.fromM(values.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> AttributeValue.fromS(entry.getValue())))));
    }

    Item nested(String name, @Nullable Item value) {
        return put(name, value == null || value.attributes.isEmpty() ? null : AttributeValue.fromM(value.attributes));
    }

    private Item put(String name, @Nullable AttributeValue value) {
        if (value != null) {
            attributes.put(name, value);
        }
        return this;
    }

    @Nullable
    String text(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : value.s();
    }

    String need(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalStateException("row " + attributes.get(Tables.PK) + " has no " + name);
        }
        return value;
    }

    @Nullable
    Integer number(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : Integer.valueOf(value.n());
    }

    int count(String name) {
        Integer value = number(name);
        return value == null ? 0 : value;
    }

    long seconds(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    boolean flag(String name) {
        AttributeValue value = attributes.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    @Nullable
    Instant time(String name) {
        String value = text(name);
        return value == null ? null : Instant.parse(value);
    }

    Instant needTime(String name) {
        return Instant.parse(need(name));
    }

    @Nullable
    Octets bytes(String name) {
        AttributeValue value = attributes.get(name);
        return value == null || value.b() == null
                ? null
                : Octets.owning(value.b().asByteArray());
    }

    List<String> texts(String name) {
        AttributeValue value = attributes.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    Map<String, String> map(String name) {
        AttributeValue value = attributes.get(name);
        return value == null
                ? Map.of()
                : value.m().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().s()));
    }

    @Nullable
    Item nested(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : new Item(value.m());
    }
}
