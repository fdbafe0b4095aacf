package dev.multimail.infra;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
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

/** Makes the functions: each with a role and a log group of its own. */
final class Functions extends Construct {
    private static final Runtime JAVA = Runtime.JAVA_25;
    private static final String LIVE = "live";
    private static final int MEMORY_MEGABYTES = 1024;
    private static final int API_TIMEOUT_SECONDS = 25;

    private final Deployment deployment;
    private final Code apiJar;
    private final Code pipelineJar;
    private final Grants grants = Grants.read();
    private final Map<String, List<String>> arns = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Function> made = new LinkedHashMap<>();

    /** The two jars: what answers requests, and what follows from them. */
    record Jars(Path api, Path pipeline) {}

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
        this.apiJar = Code.fromAsset(jars.api().toString());
        this.pipelineJar = Code.fromAsset(jars.pipeline().toString());
        this.environment.putAll(environment);
    }

    /** Tells what a name in {@code grants.txt} stands for; a function that needs it is made afterwards. */
    void know(Map<String, List<String>> more) {
        arns.putAll(more);
    }

    /** The function of an operation; {@code signs} if it opens approvers' links. */
    IFunction operation(String name, Map<String, String> more, boolean signs) {
        return function(new Wanted(
                name,
                "dev.multimail.lambda." + (signs ? "PageFunction" : "ApiFunction"),
                signs ? pipelineJar : apiJar,
                API_TIMEOUT_SECONDS,
                true,
                more));
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

    /** Every function, for alarms. */
    List<Function> all() {
        return List.copyOf(made.values());
    }

    /** A function of the pipeline that was made. */
    Function made(Pipeline function) {
        return Objects.requireNonNull(made.get(function.function()), function.function());
    }

    private IFunction function(Wanted wanted) {
        Construct place = new Construct(this, wanted.name());
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
        if (!wanted.snapshot()) {
            Function plain = function.build();
            made.put(wanted.name(), plain);
            return plain;
        }
        Function snapshot =
                function.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS).build();
        made.put(wanted.name(), snapshot);
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
