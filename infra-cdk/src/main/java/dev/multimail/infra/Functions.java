package dev.multimail.infra;

import dev.multimail.mcp.McpFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Makes the functions: each with a role and a log group of its own. Those of the operations are a nested stack, since
 * CloudFormation takes 500 resources in one.
 */
final class Functions extends Construct {
    // What tells a domain's records, whether or not it asks SES anything.
    private static final Set<String> NAMES_DOMAINS =
            Set.of("create_domain", "list_domains", "get_domain", "verify_domain", "delete_domain");

    private static final Runtime JAVA = Runtime.JAVA_25;
    private static final String LIVE = "live";
    private static final int MEMORY_MEGABYTES = 1024;
    /** As long as API Gateway waits; calls that wait for something take up to 25 seconds and a read. */
    private static final int API_TIMEOUT_SECONDS = 29;

    private final Deployment deployment;
    private final NestedStack operations;
    private final Code apiJar;
    // The same file as the pipeline's: the CDK ties an asset to one stack.
    private final Code pagesJar;
    private final Code pipelineJar;
    private final Code mcpJar;
    private final Grants grants = Grants.read();
    private final Map<String, List<String>> arns = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The jars: what answers requests, what follows from them, and what speaks MCP. */
    record Jars(Path api, Path pipeline, Path mcp) {}

    /**
     * A function.
     *
     * @param snapshot whether people wait for it: then it starts from a snapshot
     * @param more variables beside those that all have
     */
    private record Wanted(
            String name, String handler, Code jar, int timeoutSeconds, boolean snapshot, Map<String, String> more) {
        Wanted {
            more = Map.copyOf(more);
        }
    }

    Functions(Construct scope, Deployment deployment, Jars jars, Map<String, String> environment) {
        super(scope, "Functions");
        this.deployment = deployment;
        this.operations = NestedStack.Builder.create(this, "Operations")
                .description("The functions behind the API of stage " + deployment.stage())
                .build();
        this.apiJar = Code.fromAsset(jars.api().toString());
        this.pagesJar = Code.fromAsset(jars.pipeline().toString());
        this.pipelineJar = Code.fromAsset(jars.pipeline().toString());
        this.mcpJar = Code.fromAsset(jars.mcp().toString());
        this.environment.putAll(environment);
    }

    /** Tells what a name in {@code grants.txt} stands for; a function that needs it is made afterwards. */
    void know(Map<String, List<String>> more) {
        arns.putAll(more);
    }

    /** Whether a function may do anything with a resource, by its name in {@code grants.txt}. */
    boolean reaches(String function, String resource) {
        return grants.of(function).stream().anyMatch(grant -> grant.resource().equals(resource));
    }

    /** The function of an operation: of the small jar, if the tables and the bucket are all that it needs. */
    IFunction operation(String name, Map<String, String> more) {
        boolean larger = reaches(name, "signing") || NAMES_DOMAINS.contains(name);
        return function(new Wanted(
                name,
                "dev.multimail.lambda." + (larger ? "PageFunction" : "ApiFunction"),
                larger ? pagesJar : apiJar,
                API_TIMEOUT_SECONDS,
                true,
                more));
    }

    /** The function behind {@link McpFunction#PATH}. */
    IFunction mcp() {
        return function(
                new Wanted("mcp", "dev.multimail.lambda.McpEntry", mcpJar, API_TIMEOUT_SECONDS, true, Map.of()));
    }

    IFunction authorizer() {
        Pipeline authorizer = Pipeline.AUTHORIZER;
        return function(new Wanted(
                authorizer.function(), authorizer.handler(), apiJar, authorizer.timeoutSeconds(), true, Map.of()));
    }

    IFunction pipeline(Pipeline function, Map<String, String> more) {
        return function(new Wanted(
                function.function(), function.handler(), pipelineJar, function.timeoutSeconds(), false, more));
    }

    /** The name of every function that was made. */
    List<String> names() {
        return List.copyOf(names);
    }

    private IFunction function(Wanted wanted) {
        Construct place = new Construct(wanted.snapshot() ? operations : this, wanted.name());
        LogGroup log = LogGroup.Builder.create(place, "Log")
                .logGroupName("/multimail/" + deployment.stage() + "/" + wanted.name())
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(wanted.more());
        // The JDK would post a request again whose connection broke: SES must never be asked twice.
        variables.put(
                "JAVA_TOOL_OPTIONS", "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Dsun.net.http.retryPost=false");
        Function.Builder function = Function.Builder.create(place, "Function")
                .functionName(deployment.named(wanted.name()))
                .runtime(JAVA)
                .architecture(Architecture.ARM_64)
                .handler(wanted.handler())
                .code(wanted.jar())
                .memorySize(MEMORY_MEGABYTES)
                .timeout(Duration.seconds(wanted.timeoutSeconds()))
                .environment(variables)
                .logGroup(log)
                .role(role(place, wanted.name(), log));
        names.add(deployment.named(wanted.name()));
        if (!wanted.snapshot()) {
            return function.build();
        }
        Function snapshot =
                function.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS).build();
        return Alias.Builder.create(place, "Live")
                .aliasName(LIVE)
                .version(snapshot.getCurrentVersion())
                .build();
    }

    private Role role(Construct place, String name, LogGroup log) {
        PolicyStatement logging = PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(log.getLogGroupArn()))
                .build();
        return Role.Builder.create(place, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("grants", grants.policy(name, this::arns, logging)))
                .build();
    }

    private List<String> arns(String resource) {
        List<String> known = arns.get(resource);
        if (known == null) {
            throw new IllegalStateException("grants.txt names " + resource + ", which is no resource yet");
        }
        return known;
    }
}
