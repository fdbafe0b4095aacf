package dev.multimail.functions.gateway;

import dev.multimail.policy.Operation;
import java.util.List;

/**
 * Where an operation is found.
 *
 * @param paths the path and its alternatives, with {@code {name}} for parameters
 * @param description what it does, for the reference and for tools
 */
public record Endpoint(Operation operation, Verb verb, List<String> paths, String description) {
    /** The HTTP methods that operations use (RFC 9110 §9). */
    public enum Verb {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    public Endpoint {
        paths = List.copyOf(paths);
    }

    public static Endpoint of(Operation operation, Verb verb, String description, String... paths) {
        return new Endpoint(operation, verb, List.of(paths), description);
    }
}
