package dev.multimail.functions.openapi;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.NoBody;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 document of a list of operations. Whoever adds an operation finds it here without a further step. */
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private OpenApi() {}

    /** The document, as maps and lists in the order in which it reads well. */
    public static Map<String, Object> document(
            List<ApiOperation<?>> operations, List<PublicOperation> publicOperations) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (ApiOperation<?> operation : operations) {
            Endpoint endpoint = operation.endpoint();
            for (int index = 0; index < endpoint.paths().size(); index++) {
                String path = endpoint.paths().get(index);
                paths.computeIfAbsent(path, key -> new TreeMap<>())
                        .put(verb(endpoint.verb()), described(operation, path, index));
            }
        }
        for (PublicOperation operation : publicOperations) {
            paths.computeIfAbsent(operation.path(), key -> new TreeMap<>())
                    .put(verb(operation.verb()), described(operation));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info());
        document.put("servers", List.of(Ordered.of("url", "/", "x-internal", false)));
        document.put("security", List.of(Map.of("bearer", List.of()), Map.of("apiKey", List.of())));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "MultiMail");
        info.put("version", "1");
        info.put(
                "description",
                "Email for AI agents with approval that the server enforces. Lists come newest first. What is somebody"
                        + " else's answers like what does not exist.");
        return info;
    }

    private static Map<String, Object> components() {
        Map<String, Object> schemes = new LinkedHashMap<>();
        schemes.put("bearer", Ordered.of("type", "http", "scheme", "bearer"));
        Map<String, Object> apiKey = Ordered.of("type", "apiKey", "in", "header");
        apiKey.put("name", "X-API-Key");
        schemes.put("apiKey", apiKey);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", Map.of("Problem", Answers.problem()));
        components.put("responses", Answers.refusals());
        components.put("securitySchemes", schemes);
        return components;
    }

    private static Map<String, Object> described(ApiOperation<?> operation, String path, int index) {
        Operation what = operation.endpoint().operation();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", index == 0 ? what.wire() : what.wire() + "_" + (index + 1));
        described.put("tags", List.of(tag(path)));
        described.put("summary", what.wire().replace('_', ' '));
        described.put("description", operation.endpoint().description());
        described.put("x-kind", what.kind().name().toLowerCase(Locale.ROOT));
        described.put(
                "x-scopes", what.scopes().stream().map(Scope::wire).sorted().toList());
        described.put("parameters", parameters(what, path));
        if (operation.requestType() != NoBody.class) {
            described.put("requestBody", body(operation.requestType()));
        }
        described.put("responses", Answers.of(what));
        return described;
    }

    private static Map<String, Object> described(PublicOperation operation) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", operation.name());
        described.put("tags", List.of("public"));
        described.put("summary", operation.name().replace('_', ' '));
        described.put("description", operation.description());
        described.put("security", List.of());
        described.put("parameters", inPath(operation.path()));
        if (operation.requestType() != NoBody.class) {
            described.put("requestBody", body(operation.requestType()));
        }
        described.put("responses", Answers.of(operation));
        return described;
    }

    private static Map<String, Object> body(Class<?> type) {
        return Map.of("content", Map.of("application/json", Map.of("schema", Schemas.of(type))));
    }

    private static List<Map<String, Object>> parameters(Operation operation, String path) {
        List<Map<String, Object>> parameters = new ArrayList<>(inPath(path));
        for (Queries.Query query : Queries.of(operation, path)) {
            Map<String, Object> parameter = new LinkedHashMap<>();
            parameter.put("name", query.name());
            parameter.put("in", "query");
            parameter.put("description", query.description());
            parameter.put("schema", query.schema());
            parameters.add(parameter);
        }
        return parameters;
    }

    private static List<Map<String, Object>> inPath(String path) {
        return PARAMETER
                .matcher(path)
                .results()
                .map(found -> {
                    Map<String, Object> parameter = new LinkedHashMap<>();
                    parameter.put("name", found.group(1));
                    parameter.put("in", "path");
                    parameter.put("required", true);
                    parameter.put("description", PathWords.of(found.group(1)));
                    parameter.put("schema", Schemas.parameter());
                    return parameter;
                })
                .toList();
    }

    private static String tag(String path) {
        return path.split("/", -1)[2];
    }

    private static String verb(Endpoint.Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }
}
