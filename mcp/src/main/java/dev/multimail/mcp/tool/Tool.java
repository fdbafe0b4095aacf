package dev.multimail.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool, as a description: what the agent reads of it, and which call of the API it is.
 *
 * @param name in snake case, as clients of the hosted product know it
 * @param title for people
 * @param description for the agent
 */
public record Tool(
        String name,
        String title,
        String description,
        Way way,
        List<Parameter> parameters,
        Answer answer,
        Listing listing) {
    /** Who sees a tool in the list. Whoever knows its name can call it, and the API decides. */
    public enum Listing {
        /** Whoever may use it. */
        LISTED,
        /** Who has no key that works yet. */
        NEWCOMERS,
        /** Nobody: a name of older clients, for what another tool does now. */
        OLDER_NAME
    }

    public Tool {
        parameters = List.copyOf(parameters);
    }

    static Tool of(String name, String title, String operation, String description) {
        return new Tool(
                name,
                title,
                description,
                new Way.To(operation),
                List.of(),
                new Answer.Facts(List.of()),
                Listing.LISTED);
    }

    /**
     * A tool whose argument {@code action} selects one of several operations, given as action and operation in turn.
     */
    static Tool choosing(String name, String title, String description, String... actionsAndOperations) {
        Map<String, String> operationOf = new LinkedHashMap<>();
        for (int i = 0; i < actionsAndOperations.length; i += 2) {
            operationOf.put(actionsAndOperations[i], actionsAndOperations[i + 1]);
        }
        return new Tool(
                        name,
                        title,
                        description,
                        new Way.ByAction(operationOf),
                        List.of(),
                        new Answer.Facts(List.of()),
                        Listing.LISTED)
                .taking(Parameter.action(operationOf.keySet().toArray(new String[0])));
    }

    /** The same with these arguments behind those that it has. */
    Tool taking(Parameter... more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new Tool(name, title, description, way, all, answer, listing);
    }

    /** The same with these facts in its answer: text, unless a colon and another JSON type follow the name. */
    Tool telling(String... fields) {
        List<Answer.Field> named = new ArrayList<>();
        for (String field : fields) {
            String[] parts = field.split(":", 2);
            named.add(new Answer.Field(parts[0], parts.length == 1 ? "string" : parts[1]));
        }
        return answering(new Answer.Facts(named));
    }

    Tool answering(Answer other) {
        return new Tool(name, title, description, way, parameters, other, listing);
    }

    Tool listed(Listing other) {
        return new Tool(name, title, description, way, parameters, answer, other);
    }

    /** The same under a name of older clients. */
    Tool alsoCalled(String older) {
        return new Tool(older, title, description, way, parameters, answer, Listing.OLDER_NAME);
    }

    /** The JSON Schema of the arguments. */
    public Map<String, Object> inputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
