package dev.multimail.functions.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON that somebody else shaped, read by path. What is absent reads as empty. */
public final class Tree {
    private final JsonNode node;

    Tree(JsonNode node) {
        this.node = node;
    }

    /** The value at a path of names. */
    public Tree at(String... names) {
        JsonNode current = node;
        for (String name : names) {
            current = current.path(name);
        }
        return new Tree(current);
    }

    /** The elements of a list, none if it is not one. */
    public List<Tree> list() {
        List<Tree> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> elements.add(new Tree(element)));
        }
        return elements;
    }

    /**
     * The members of an object by name, in their order; none if it is not one. Values are text, numbers, lists, maps.
     */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(member -> fields.put(member.getKey(), member.getValue()));
        return fields;
    }

    /** The first element of a list, or an absent value. */
    public Tree first() {
        return new Tree(node.path(0));
    }

    /** The text, or empty text. */
    public String text() {
        return node.asText("");
    }

    /** The number, also of text that is one, or zero. */
    public int number() {
        return node.asInt(0);
    }
}
