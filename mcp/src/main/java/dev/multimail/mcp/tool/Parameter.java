package dev.multimail.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One argument of a tool.
 *
 * @param name what the agent calls it
 * @param wire what the API calls it
 * @param description for the agent, one short sentence
 */
public record Parameter(String name, Type type, Place place, String wire, boolean required, String description) {
    /** Where an argument goes in the request that a tool makes. */
    public enum Place {
        /** Into the path, or the query of a route whose path does not name it. */
        PATH,
        QUERY,
        BODY,
        /** Names the mailbox: in the path, or the query of a route whose path does not. The session's, if left out. */
        MAILBOX,
        /** Selects which operation is called, and goes nowhere. */
        ACTION
    }

    /** Which mailbox a call is about; everybody who may see one only can leave it out. */
    static final Parameter MAILBOX = new Parameter(
            "mailbox_id",
            new Type.Text(List.of()),
            Place.MAILBOX,
            "mailbox",
            false,
            "Mailbox id or address; default: the token's own.");

    static Parameter path(String name, String wire, String description) {
        return new Parameter(name, new Type.Text(List.of()), Place.PATH, wire, true, description);
    }

    static Parameter query(String name, Type type, String description) {
        return new Parameter(name, type, Place.QUERY, name, false, description);
    }

    static Parameter query(String name, String description) {
        return query(name, new Type.Text(List.of()), description);
    }

    static Parameter body(String name, Type type, String description) {
        return new Parameter(name, type, Place.BODY, name, false, description);
    }

    static Parameter body(String name, String description) {
        return body(name, new Type.Text(List.of()), description);
    }

    static Parameter action(String... actions) {
        return new Parameter("action", new Type.Text(List.of(actions)), Place.ACTION, "action", true, "What to do.");
    }

    /** The same, which must be given. */
    Parameter needed() {
        return new Parameter(name, type, place, wire, true, description);
    }

    /** The same, which may be left out. */
    Parameter optional() {
        return new Parameter(name, type, place, wire, false, description);
    }

    /** The same, under the name that the API knows. */
    Parameter as(String otherWire) {
        return new Parameter(name, type, place, otherWire, required, description);
    }

    /** The argument's own JSON Schema. */
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>(type.schema());
        schema.put("description", description);
        return schema;
    }
}
