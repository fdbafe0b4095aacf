package dev.multimail.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tools whose operations an installation has. */
public final class Toolbox {
    private final Map<String, Route> routes;
    private final List<Tool> tools;

    /** @param routes of the whole API */
    public Toolbox(List<Route> routes) {
        this.routes = new LinkedHashMap<>();
        routes.forEach(route -> this.routes.put(route.name(), route));
        this.tools = catalogue()
                .filter(tool -> this.routes.keySet().containsAll(tool.way().operations()))
                .toList();
    }

    /** Every tool that is described, whether or not an installation has its operations. */
    static Stream<Tool> catalogue() {
        return Stream.of(
                        MailTools.all(),
                        OversightTools.all(),
                        MailboxTools.all(),
                        AccountTools.all(),
                        WebhookTools.all(),
                        SignUpTools.all())
                .flatMap(List::stream);
    }

    /** Operations that tools wait for. */
    Set<String> missingOperations() {
        Set<String> missing = new TreeSet<>();
        catalogue().forEach(tool -> missing.addAll(tool.way().operations()));
        missing.removeAll(routes.keySet());
        return missing;
    }

    public List<Tool> tools() {
        return tools;
    }

    /** Whether agents can call a tool of this name. */
    public boolean has(String name) {
        return tools.stream().anyMatch(tool -> tool.name().equals(name));
    }

    /** The routes that a tool may call, none if it calls none. */
    public List<Route> routesOf(Tool tool) {
        return tool.way().operations().stream()
                .map(this::route)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The route of an operation. */
    public Optional<Route> route(String operation) {
        return Optional.ofNullable(routes.get(operation));
    }

    /** What a client may assume of a tool before it asks its user. */
    public Hints hints(Tool tool) {
        List<Route> called = routesOf(tool);
        return new Hints(
                called.stream().allMatch(Route::readsOnly),
                called.stream().anyMatch(Route::destroys),
                called.stream().allMatch(Route::repeatable),
                called.stream().anyMatch(Route::reachesOut));
    }

    /** MCP's tool annotations (2025-11-25, ToolAnnotations). */
    public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {}
}
