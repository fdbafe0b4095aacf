package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.openapi.Answers;
import dev.multimail.functions.openapi.Queries;
import dev.multimail.functions.oversight.HeldActions;
import dev.multimail.functions.testing.World;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/openapi.json} and {@code docs/api.md} say what the list of operations says. */
class ReferenceTest {
    /** Operations that the Python SDK calls by another name than the API does. */
    private static final Map<String, String> SDK_NAMES = Map.of(
            "read_audit_log", "get_audit_log",
            "list_deliveries", "list_webhook_deliveries",
            "update_token", "update_api_key",
            "add_allowlist_entry", "add_allowlist_entry");
    /** What the SDK leaves out: nothing is to be paid here. */
    private static final Set<String> NOT_IN_THE_SDK = Set.of("billing");

    private static final Path DOCS = Path.of("..", "docs");
    private final World world = new World();
    private final List<ApiOperation<?>> operations = Api.operations(world.services());

    /** Maven starts the tests in the module's folder; what should be there is left in its build folder. */
    private static void holds(String name, String expected) throws IOException {
        Path committed = DOCS.resolve(name);
        Path made = Path.of("target", name);
        Files.createDirectories(made.getParent());
        Files.writeString(made, expected);
        assertThat(Files.exists(committed) ? Files.readString(committed) : "")
                .as("docs/" + name + " is out of date: copy functions/target/" + name + " over it")
                .isEqualTo(expected);
    }

    @Test
    void theCommittedDocumentIsTheOneThatIsServed() throws IOException {
        String served = world.get("", "/openapi.json").body();
        assertThat(world.get("", "/v1/openapi.json").body()).isEqualTo(served);
        holds("openapi.json", Json.pretty(served) + "\n");
    }

    @Test
    void everyOperationStandsInTheListAndEachOnce() {
        List<Operation> listed = operations.stream()
                .map(operation -> operation.endpoint().operation())
                .toList();
        assertThat(listed).containsExactlyInAnyOrder(Operation.values());
        List<String> routes = operations.stream()
                .flatMap(operation -> operation.endpoint().paths().stream()
                        .map(path -> operation.endpoint().verb() + " " + path))
                .toList();
        assertThat(routes).doesNotHaveDuplicates();
    }

    @Test
    void everyActionCanBeHeldAndNothingElseCan() {
        assertThat(HeldActions.operations())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Operation.values())
                        .filter(operation -> operation.kind() == Operation.Kind.ACTION)
                        .toList());
    }

    @Test
    void everyQueryParameterThatIsReadIsDescribed() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern.compile("(?:queryParameter(?:AsGiven)?|call\\.flag)\\(\"(\\w+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> read.add(found.group(1)));
            }
        }
        Set<String> described = operations.stream()
                .map(ApiOperation::endpoint)
                .flatMap(endpoint ->
                        endpoint.paths().stream().flatMap(path -> Queries.of(endpoint.operation(), path).stream()))
                .map(Queries.Query::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(read);
    }

    @Test
    void theTableForPeopleListsEachRouteWithItsScopeSdkMethodAndErrors() throws IOException {
        String clients = Files.readString(Path.of("..", "sdk-python", "src", "multimail", "_client.py"));
        StringBuilder table = new StringBuilder("""
                # API reference

                One line for each operation; `docs/openapi.json` holds the same with every field, and the service
                answers it at `/openapi.json`. Codes are explained in [errors.md](errors.md). This page is made by
                `ReferenceTest` from the list of operations.

                | operation | route | scope, one of | Python SDK | refusals | what it does |
                |---|---|---|---|---|---|
                """);
        for (ApiOperation<?> operation : operations) {
            Endpoint endpoint = operation.endpoint();
            String name = endpoint.operation().wire();
            String method = SDK_NAMES.getOrDefault(name, name);
            if (NOT_IN_THE_SDK.contains(name)) {
                method = "–";
            } else {
                assertThat(clients).contains("    " + method + " = blocking(", "    " + method + " = awaiting(");
            }
            table.append("| `%s` | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            name,
                            endpoint.paths().stream()
                                    .map(path -> "`" + endpoint.verb() + " " + path + "`")
                                    .collect(Collectors.joining("<br>")),
                            endpoint.operation().scopes().stream()
                                    .map(Scope::wire)
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                            method.equals("–") ? method : "`" + method + "`",
                            Answers.statuses(endpoint.operation()).stream()
                                    .filter(status -> status >= 400)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" ")),
                            endpoint.description()));
        }
        table.append("""

                ## Without a token

                | operation | route | Python SDK | what it does |
                |---|---|---|---|
                """);
        for (PublicOperation operation : Api.publicOperations(world.services())) {
            boolean inSdk = clients.contains("    " + operation.name() + " = blocking(");
            table.append("| `%s` | `%s %s` | %s | %s |%n"
                    .formatted(
                            operation.name(),
                            operation.verb(),
                            operation.path(),
                            inSdk ? "`" + operation.name() + "`" : "–",
                            operation.description()));
        }
        holds("api.md", table.toString());
    }
}
