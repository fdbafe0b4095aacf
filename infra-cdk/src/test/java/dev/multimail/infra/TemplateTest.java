package dev.multimail.infra;

import static dev.multimail.infra.Synthesized.list;
import static dev.multimail.infra.Synthesized.map;
import static dev.multimail.infra.Synthesized.resources;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.json.Json;
import dev.multimail.store.Tables;
import dev.multimail.store.Waits;
import dev.multimail.token.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The template says what the design says. */
class TemplateTest {
    /** CloudFormation takes 500. */
    private static final int MOST_RESOURCES = 480;
    /** CloudFormation takes 200 parameters and 200 outputs. */
    private static final int MOST_VALUES = 180;

    /** The function of /mcp. */
    private static final int MCP = 1;

    /** What a state calls: an AWS service, or a function whose ARN the stack puts in. */
    private static final Pattern CALLED = Pattern.compile("\"Resource\":\"(?:"
            + "arn:aws:states:::(?:aws-sdk:)?(?<service>[a-z]+):(?<action>[A-Za-z]+)(?:\\.waitForTaskToken)?"
            + "|\\$\\{ExpireFunction\\})\"");

    private static final Path PATTERNS = Path.of("..", "events", "patterns");

    @Test
    void everyStackStaysBelowWhatCloudFormationTakes() {
        assertThat(Synthesized.templates()).hasSize(2).allSatisfy(template -> {
            assertThat(map(template, "Resources")).hasSizeLessThan(MOST_RESOURCES);
            assertThat(map(template, "Parameters")).hasSizeLessThan(MOST_VALUES);
            assertThat(map(template, "Outputs")).hasSizeLessThan(MOST_VALUES);
        });
    }

    @Test
    void everyRouteOfTheOneListIsThereOnceAndNoOther() {
        List<String> wanted = new ArrayList<>();
        for (ApiOperation<?> operation : Operations.all()) {
            operation
                    .endpoint()
                    .paths()
                    .forEach(path -> wanted.add(operation.endpoint().verb() + " CUSTOM"));
        }
        for (PublicOperation page : Operations.pages()) {
            wanted.add(page.verb() + " NONE");
        }
        wanted.add("ANY NONE");
        assertThat(resources("AWS::ApiGateway::Method").values())
                .extracting(method -> map(method, "Properties"))
                .extracting(method -> method.get("HttpMethod") + " " + method.get("AuthorizationType"))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void theAuthorizerIsAskedAtLeastOnceAMinute() {
        assertThat(resources("AWS::ApiGateway::Authorizer").values())
                .singleElement()
                .extracting(authorizer -> map(authorizer, "Properties"))
                .satisfies(authorizer -> {
                    assertThat(authorizer.get("Type")).isEqualTo("TOKEN");
                    assertThat(Integer.parseInt(String.valueOf(authorizer.get("AuthorizerResultTtlInSeconds"))))
                            .isLessThanOrEqualTo(60);
                });
    }

    @Test
    void everyFunctionHasARoleAndALogGroupOfItsOwnAndRunsJava25OnArm() {
        Collection<Map<String, Object>> functions =
                resources("AWS::Lambda::Function").values();
        assertThat(functions)
                .hasSize(Operations.all().size() + Operations.pages().size() + Pipeline.values().length + MCP);
        assertThat(functions)
                .extracting(function -> map(function, "Properties"))
                .allSatisfy(function -> {
                    assertThat(function.get("Runtime")).isEqualTo("java25");
                    assertThat(function.get("Architectures")).isEqualTo(List.of("arm64"));
                });
        assertThat(functions)
                .extracting(function -> map(function, "Properties").get("Role"))
                .doesNotHaveDuplicates();
        assertThat(functions)
                .extracting(
                        function -> map(function, "Properties", "LoggingConfig").get("LogGroup"))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
    }

    @Test
    void whatPeopleWaitForStartsFromASnapshot() {
        assertThat(resources("AWS::Lambda::Function").values())
                .extracting(function -> map(function, "Properties"))
                .allSatisfy(function -> {
                    boolean operation =
                            map(function, "Environment", "Variables").containsKey("MULTIMAIL_OPERATION");
                    String handler = String.valueOf(function.get("Handler"));
                    boolean waitedFor = handler.endsWith("AuthorizerFunction") || handler.endsWith("McpEntry");
                    assertThat(map(function, "SnapStart").get("ApplyOn"))
                            .isEqualTo(operation || waitedFor ? "PublishedVersions" : null);
                });
    }

    @Test
    void rolesHoldExactlyTheirGrants() {
        Map<String, SortedSet<String>> found = new TreeMap<>();
        Map<String, SortedSet<String>> wanted = new TreeMap<>();
        resources("AWS::Lambda::Function").values().forEach(function -> {
            Map<String, Object> properties = map(function, "Properties");
            String role =
                    String.valueOf(list(map(properties, "Role"), "Fn::GetAtt").toArray()[0]);
            String name = String.valueOf(properties.get("FunctionName")).replace("multimail-prod-", "");
            found.put(name, actions(resources("AWS::IAM::Role").getOrDefault(role, Map.of())));
            wanted.put(name, new TreeSet<>(List.of("logs:CreateLogStream", "logs:PutLogEvents")));
        });
        Grants.read()
                .all()
                .forEach(grant -> wanted.computeIfAbsent(grant.function(), name -> new TreeSet<>())
                        .addAll(grant.actions()));
        assertThat(found).isEqualTo(wanted);
        assertThat(resources("AWS::IAM::Policy"))
                .as("no role but the API's own gets further policies")
                .allSatisfy((id, policy) -> assertThat(id).startsWith("Api"));
    }

    @Test
    void aStateMachineMayDoWhatItsStatesAskForAndNoMore() {
        Map<String, SortedSet<String>> found = new TreeMap<>();
        resources("AWS::IAM::Role").forEach((id, role) -> {
            if (Json.write(map(role, "Properties", "AssumeRolePolicyDocument")).contains("states.amazonaws.com")) {
                found.put(id.contains("AwaitDecision") ? "await-decision" : "schedule", actions(role));
            }
        });
        assertThat(found)
                .isEqualTo(Map.of(
                        "await-decision", asked("await-decision.asl.json"), "schedule", asked("schedule.asl.json")));
    }

    /** The actions behind the resources of a definition's states. */
    private static SortedSet<String> asked(String definition) {
        SortedSet<String> actions = new TreeSet<>();
        for (Object state :
                Json.tree(Flow.text(definition)).at("States").fields().values()) {
            Matcher resource = CALLED.matcher(Json.write(state));
            if (resource.find()) {
                String action = resource.group("action");
                actions.add(
                        action == null
                                ? "lambda:InvokeFunction"
                                : resource.group("service") + ":"
                                        + action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1));
            }
        }
        return actions;
    }

    private static SortedSet<String> actions(Map<String, Object> role) {
        TreeSet<String> actions = new TreeSet<>();
        for (Map<String, Object> policy : list(map(role, "Properties"), "Policies")) {
            for (Map<String, Object> statement : list(map(policy, "PolicyDocument"), "Statement")) {
                Object action = statement.get("Action");
                if (action instanceof List<?> several) {
                    several.forEach(each -> actions.add(String.valueOf(each)));
                } else {
                    actions.add(String.valueOf(action));
                }
                assertThat(statement.get("Resource")).isNotEqualTo("*");
            }
        }
        return actions;
    }

    @Test
    void theTablesAreTheOnesThatTheStoreCreatesAndAreKept() {
        Map<String, Map<String, Object>> byName = new HashMap<>();
        resources("AWS::DynamoDB::Table").values().forEach(table -> {
            assertThat(table.get("DeletionPolicy")).isEqualTo("Retain");
            Map<String, Object> properties = map(table, "Properties");
            assertThat(properties.get("DeletionProtectionEnabled")).isEqualTo(true);
            assertThat(map(properties, "PointInTimeRecoverySpecification").get("PointInTimeRecoveryEnabled"))
                    .isEqualTo(true);
            byName.put(String.valueOf(properties.get("TableName")), properties);
        });
        new Tables("multimail-prod-state", "multimail-prod-audit").definitions().forEach(definition -> {
            Map<String, Object> table = byName.getOrDefault(definition.tableName(), Map.of());
            assertThat(list(table, "KeySchema"))
                    .extracting(key -> key.get("AttributeName") + " " + key.get("KeyType"))
                    .containsExactlyElementsOf(definition.keySchema().stream()
                            .map(key -> key.attributeName() + " " + key.keyTypeAsString())
                            .toList());
            assertThat(list(table, "LocalSecondaryIndexes"))
                    .extracting(index -> index.get("IndexName") + " "
                            + map(index, "Projection").get("ProjectionType"))
                    .containsExactlyElementsOf(definition.localSecondaryIndexes().stream()
                            .map(index ->
                                    index.indexName() + " " + index.projection().projectionTypeAsString())
                            .toList());
            assertThat(list(table, "GlobalSecondaryIndexes")).hasSameSizeAs(definition.globalSecondaryIndexes());
            assertThat(map(table, "StreamSpecification").get("StreamViewType")).isEqualTo("NEW_AND_OLD_IMAGES");
        });
        assertThat(Json.write(byName.getOrDefault("multimail-prod-audit", Map.of())))
                .contains("NobodyChangesTheLog", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "Deny");
    }

    @Test
    void rulesMatchByTheFilesInEvents() throws IOException {
        List<Object> patterns = new ArrayList<>();
        for (String file : List.of("webhooks.json", "kept-mail.json", "ses-events.json")) {
            patterns.add(Json.readOwn(Files.readString(PATTERNS.resolve(file)), Map.class));
        }
        List<Map<String, Object>> found = resources("AWS::Events::Rule").values().stream()
                .map(rule -> map(rule, "Properties", "EventPattern"))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        assertThat(found).hasSameSizeAs(patterns).contains(map(Map.of("p", patterns.get(0)), "p"));
        assertThat(found).contains(map(Map.of("p", patterns.get(1)), "p"));
        assertThat(Json.write(found)).contains("\"mm_id\":[{\"exists\":true}]", "ses:configuration-set");
    }

    @Test
    void theWaitWritesTheTokenWhereTheStoreReadsItOnConditionThatTheRowStillWaits() {
        String definition = Flow.text("await-decision.asl.json");
        assertThat(definition)
                .contains(
                        "\"#task\": \"" + Waits.TOKEN + "\"",
                        "\"#state\": \"" + Waits.STATE + "\"",
                        "\"ConditionExpression\": \"#state = :pending\"",
                        "\":pending\": { \"S\": \"pending\" }",
                        "\"TimeoutSecondsPath\": \"$.timeout_seconds\"",
                        "\"" + Tables.PK + "\": { \"S.$\"",
                        "\"" + Tables.SK + "\": { \"S.$\"");
    }

    @Test
    void whatFailsIsKeptAndBatchesFailInPart() {
        assertThat(resources("AWS::Lambda::EventSourceMapping").values())
                .hasSize(4)
                .allSatisfy(mapping -> assertThat(map(mapping, "Properties").get("FunctionResponseTypes"))
                        .isEqualTo(List.of("ReportBatchItemFailures")));
        assertThat(resources("AWS::SQS::Queue").values().stream()
                        .filter(queue ->
                                !map(queue, "Properties", "RedrivePolicy").isEmpty()))
                .hasSize(2);
        assertThat(resources("AWS::Lambda::EventInvokeConfig").values())
                .hasSize(3)
                .allSatisfy(config -> assertThat(map(config, "Properties", "DestinationConfig", "OnFailure"))
                        .isNotEmpty());
    }

    @Test
    void theSealerGivesNoRecordUp() {
        assertThat(resources("AWS::Lambda::EventSourceMapping").values().stream()
                        .map(mapping -> map(mapping, "Properties"))
                        .filter(mapping -> mapping.containsKey("MaximumBatchingWindowInSeconds")))
                .singleElement()
                .satisfies(mapping -> assertThat(mapping)
                        .doesNotContainKeys("MaximumRetryAttempts", "MaximumRecordAgeInSeconds")
                        .containsEntry("MaximumBatchingWindowInSeconds", 60)
                        .containsEntry("StartingPosition", "TRIM_HORIZON"));
    }

    @Test
    void noSecretStandsInTheTemplate() {
        assertThat(resources("AWS::SecretsManager::Secret").values())
                .hasSize(2)
                .allSatisfy(secret -> assertThat(map(secret, "Properties"))
                        .doesNotContainKeys("SecretString", "GenerateSecretString"));
        assertThat(Json.write(Synthesized.templates())).doesNotContainPattern(Token.FORM);
    }

    @Test
    void noLogHoldsThePathOfAnApproversLink() {
        assertThat(Json.write(resources("AWS::ApiGateway::Stage")))
                .contains("$context.resourcePath")
                .doesNotContain("$context.path", "\"DataTraceEnabled\":true", "\"LoggingLevel\":\"INFO\"");
    }

    @Test
    void cdkNagFindsNothingThatIsNotAcceptedWithAReason() throws IOException {
        List<Path> reports = Synthesized.files("-NagReport.csv");
        assertThat(reports).hasSize(2);
        for (Path report : reports) {
            assertThat(Files.readAllLines(report))
                    .hasSizeGreaterThan(100)
                    .filteredOn(line -> line.contains("\"Non-Compliant\"") || line.contains("\"UNKNOWN\""))
                    .isEmpty();
        }
    }

    @Test
    void theCdksOwnValidationFindsNothing() throws IOException {
        assertThat(Files.readString(Synthesized.assembly().resolve("validation-report.json")))
                .contains("\"pluginReports\": []");
    }
}
