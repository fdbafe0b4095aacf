package dev.multimail.mcp;

import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.mcp.rest.RestRequest;
import dev.multimail.mcp.tool.Parameter;
import dev.multimail.mcp.tool.Parameter.Place;
import dev.multimail.mcp.tool.Route;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
import dev.multimail.mcp.tool.Way;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the call of the REST API that a call of a tool is. */
record ToolRequest(Toolbox toolbox, JsonText json) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, List<String>> PLACEHOLDERS = new ConcurrentHashMap<>();
    private static final Set<String> NOT_SEGMENTS = Set.of("", ".", "..");
    private static final String MAILBOX = "mailbox";
    private static final String ME = "me";

    /**
     * The call.
     *
     * @param given the arguments by name
     * @param mailbox the mailbox that is meant where none is given; null for the token's own
     * @throws BadArguments naming the argument that is missing, unknown or wrong
     */
    RestRequest of(Tool tool, Map<String, Object> given, @Nullable String mailbox) throws BadArguments {
        Map<Parameter, Object> arguments = check(tool, given);
        Route route = route(tool, arguments);
        Map<String, String> path = new LinkedHashMap<>();
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, Object> body = new LinkedHashMap<>();
        if (mailbox != null && takesMailbox(tool)) {
            path.put(MAILBOX, mailbox);
        }
        arguments.forEach((parameter, value) -> {
            switch (parameter.place()) {
                case PATH, MAILBOX -> path.put(parameter.wire(), String.valueOf(value));
                case QUERY -> ask(query, parameter, value);
                case BODY -> body.put(parameter.wire(), value);
                case ACTION -> {}
            }
        });
        String template = template(tool, route, path);
        if (path.containsKey(MAILBOX) && !template.contains("{" + MAILBOX + "}")) {
            query.put(MAILBOX, path.get(MAILBOX));
        }
        boolean sendsBody = route.verb() != Endpoint.Verb.GET && !body.isEmpty();
        return new RestRequest(route.verb(), filled(template, path), query, sendsBody ? json.write(body) : null);
    }

    // A query has no objects: what stands in one stands beside the others.
    private static void ask(Map<String, String> query, Parameter parameter, Object value) {
        if (value instanceof Map<?, ?> pairs) {
            pairs.forEach((name, text) -> query.put(String.valueOf(name), String.valueOf(text)));
        } else {
            query.put(parameter.wire(), String.valueOf(parameter.type().wire(value)));
        }
    }

    private static boolean takesMailbox(Tool tool) {
        return tool.parameters().stream().anyMatch(parameter -> parameter.place() == Place.MAILBOX);
    }

    private static Map<Parameter, Object> check(Tool tool, Map<String, Object> given) throws BadArguments {
        Map<Parameter, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            Parameter parameter = parameter(tool, entry.getKey());
            if (entry.getValue() == null) {
                continue;
            }
            if (!parameter.type().fits(entry.getValue())) {
                throw new BadArguments(
                        parameter.name() + " is " + parameter.type().words() + ".");
            }
            if (parameter.place() == Place.PATH && NOT_SEGMENTS.contains(entry.getValue())) {
                throw new BadArguments(parameter.name() + " names nothing.");
            }
            arguments.put(parameter, entry.getValue());
        }
        for (Parameter parameter : tool.parameters()) {
            if (parameter.required() && !arguments.containsKey(parameter)) {
                throw new BadArguments(parameter.name() + " is missing: " + parameter.description());
            }
        }
        return arguments;
    }

    private static Parameter parameter(Tool tool, String name) throws BadArguments {
        for (Parameter parameter : tool.parameters()) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        throw new BadArguments(
                "There is no argument " + quoted(name) + ". " + tool.name() + " takes " + names(tool) + ".");
    }

    private static String names(Tool tool) {
        return tool.parameters().isEmpty()
                ? "none"
                : tool.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    // What an agent made up may be long, or hold anything.
    private static String quoted(String name) {
        String printable = name.replaceAll("[^\\w.-]", "?");
        return "\"" + printable.substring(0, Math.min(printable.length(), 60)) + "\"";
    }

    private Route route(Tool tool, Map<Parameter, Object> arguments) {
        String operation = switch (tool.way()) {
            case Way.To to -> to.operation();
            case Way.ByAction by -> {
                String action = arguments.entrySet().stream()
                        .filter(entry -> entry.getKey().place() == Place.ACTION)
                        .map(entry -> String.valueOf(entry.getValue()))
                        .findFirst()
                        .orElseThrow();
                yield Objects.requireNonNull(by.operationOf().get(action));
            }
            case Way.Fixed _ -> throw new IllegalArgumentException(tool.name() + " calls nothing");
        };
        return toolbox.route(operation).orElseThrow();
    }

    // Of an operation's paths the one that says most about what was given.
    private static String template(Tool tool, Route route, Map<String, String> given) throws BadArguments {
        Optional<String> fitting = mostPrecise(route, given);
        if (fitting.isEmpty()) {
            Map<String, String> own = new LinkedHashMap<>(given);
            own.putIfAbsent(MAILBOX, ME);
            fitting = mostPrecise(route, own);
            if (fitting.isPresent()) {
                given.putIfAbsent(MAILBOX, ME);
            }
        }
        if (fitting.isEmpty()) {
            throw new BadArguments(missing(tool, route, given));
        }
        return fitting.get();
    }

    private static Optional<String> mostPrecise(Route route, Map<String, String> given) {
        return route.paths().stream()
                .filter(path -> given.keySet().containsAll(placeholders(path)))
                .max(Comparator.comparingInt(path -> placeholders(path).size()));
    }

    private static String missing(Tool tool, Route route, Map<String, String> given) {
        return route.paths().stream()
                .flatMap(path -> placeholders(path).stream())
                .filter(name -> !given.containsKey(name))
                .flatMap(name -> tool.parameters().stream()
                        .filter(parameter -> parameter.wire().equals(name) && parameter.place() == Place.PATH))
                .findFirst()
                .map(parameter -> parameter.name() + " is missing: " + parameter.description())
                .orElse("An argument is missing.");
    }

    // The paths of the API are few and known, and each call asks for those of one operation.
    private static List<String> placeholders(String path) {
        return PLACEHOLDERS.computeIfAbsent(
                path,
                template -> PLACEHOLDER
                        .matcher(template)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> RestRequest.segment(Objects.requireNonNull(values.get(found.group(1)))));
    }
}
