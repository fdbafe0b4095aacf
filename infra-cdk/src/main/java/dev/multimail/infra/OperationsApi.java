package dev.multimail.infra;

import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.json.Json;
import dev.multimail.problem.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.GatewayResponseOptions;
import software.amazon.awscdk.services.apigateway.IAuthorizer;
import software.amazon.awscdk.services.apigateway.Integration;
import software.amazon.awscdk.services.apigateway.IntegrationOptions;
import software.amazon.awscdk.services.apigateway.IntegrationType;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodDeploymentOptions;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.ResponseType;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The REST API: its routes, its authorizer, and what it answers by itself. */
final class OperationsApi extends Construct {
    private static final int RATE = 200;
    private static final int BURST = 400;
    private static final int PAGE_RATE = 20;
    private static final int PAGE_BURST = 40;
    private static final int SIGN_UP_RATE = 5;
    private static final int SIGN_UP_BURST = 10;
    /** API Gateway encodes what matches one of these; the handlers decode it. */
    private static final List<String> ANY_TYPE = List.of("*/*");

    private static final int ARNS_IN_A_STATEMENT = 30;

    private static final List<String> PAGES =
            List.of("/v1/approve/{token}", "/v1/owner-key/{token}", "/v1/unsubscribe/{message}");

    // Each of these mails somebody or tries a code.
    private static final List<String> SIGN_UP = List.of(
            "/v1/account", "/v1/account/challenge", "/v1/account/resend-confirmation", "/v1/confirm", "/v1/verify");

    // The template of the path and never the path: an approver's link is a capability.
    private static final Map<String, String> LOGGED = new TreeMap<>(Map.of(
            "request_id", "$context.requestId",
            "at", "$context.requestTime",
            "method", "$context.httpMethod",
            "route", "$context.resourcePath",
            "status", "$context.status",
            "latency", "$context.responseLatency",
            "token", "$context.authorizer.principalId",
            "error", "$context.error.responseType"));

    private final RestApi api;
    private final Role invoker;

    OperationsApi(Construct scope, Deployment deployment) {
        super(scope, "Api");
        LogGroup log = LogGroup.Builder.create(this, "AccessLog")
                .logGroupName("/multimail/" + deployment.stage() + "/access")
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        this.api = RestApi.Builder.create(this, "Rest")
                .restApiName(deployment.named("api"))
                .description("MultiMail: email for AI agents")
                .endpointTypes(List.of(EndpointType.REGIONAL))
                .binaryMediaTypes(ANY_TYPE)
                .cloudWatchRole(true)
                .cloudWatchRoleRemovalPolicy(RemovalPolicy.DESTROY)
                .deployOptions(StageOptions.builder()
                        .stageName(deployment.stage())
                        .accessLogDestination(new LogGroupLogDestination(log))
                        .accessLogFormat(AccessLogFormat.custom(Json.write(LOGGED)))
                        .loggingLevel(MethodLoggingLevel.OFF)
                        .dataTraceEnabled(false)
                        .metricsEnabled(true)
                        .throttlingRateLimit(RATE)
                        .throttlingBurstLimit(BURST)
                        .methodOptions(forEverybody())
                        .build())
                .build();
        this.invoker = Role.Builder.create(this, "Invoker")
                .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
                .build();
        answers();
    }

    // Anybody may knock here: whoever tries links and codes gets few tries.
    private static Map<String, MethodDeploymentOptions> forEverybody() {
        Map<String, MethodDeploymentOptions> options = new TreeMap<>();
        for (String page : PAGES) {
            options.put(page + "/GET", limited(PAGE_RATE, PAGE_BURST));
            options.put(page + "/POST", limited(PAGE_RATE, PAGE_BURST));
        }
        SIGN_UP.forEach(path -> options.put(path + "/POST", limited(SIGN_UP_RATE, SIGN_UP_BURST)));
        return options;
    }

    private static MethodDeploymentOptions limited(int rate, int burst) {
        return MethodDeploymentOptions.builder()
                .throttlingRateLimit(rate)
                .throttlingBurstLimit(burst)
                .build();
    }

    /** Where the API answers, without a slash at its end. */
    static String url(String apiId, Deployment deployment, String suffix) {
        return "https://" + apiId + ".execute-api." + deployment.region() + "." + suffix + "/" + deployment.stage();
    }

    RestApi api() {
        return api;
    }

    IAuthorizer authorizer(IFunction function) {
        return software.amazon.awscdk.services.apigateway.TokenAuthorizer.Builder.create(this, "Authorizer")
                .handler(function)
                .assumeRole(invoker)
                .identitySource("method.request.header.Authorization")
                .resultsCacheTtl(Duration.seconds(TokenAuthorizer.CACHE_SECONDS))
                .build();
    }

    /** A route that asks the authorizer first. */
    void route(String verb, String path, IFunction function, IAuthorizer authorizer) {
        method(
                verb,
                path,
                function,
                MethodOptions.builder()
                        .authorizationType(AuthorizationType.CUSTOM)
                        .authorizer(authorizer)
                        .build());
    }

    /** A route for everybody. */
    void publicRoute(String verb, String path, IFunction function) {
        method(
                verb,
                path,
                function,
                MethodOptions.builder()
                        .authorizationType(AuthorizationType.NONE)
                        .build());
    }

    private void method(String verb, String path, IFunction function, MethodOptions options) {
        Stack stack = Stack.of(this);
        Integration integration = Integration.Builder.create()
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:" + stack.getPartition() + ":apigateway:" + stack.getRegion()
                        + ":lambda:path/2015-03-31/functions/" + function.getFunctionArn() + "/invocations")
                .options(IntegrationOptions.builder().credentialsRole(invoker).build())
                .build();
        api.getRoot().resourceForPath(path).addMethod(verb, integration, options);
    }

    /**
     * Lets the API call these functions: one role instead of a permission for each route. In several statements, since
     * the CDK moves whole ones into a managed policy when a role's own has become too large for IAM.
     */
    void mayInvoke(List<String> functionArns) {
        for (int from = 0; from < functionArns.size(); from += ARNS_IN_A_STATEMENT) {
            invoker.addToPolicy(PolicyStatement.Builder.create()
                    .actions(List.of("lambda:InvokeFunction"))
                    .resources(functionArns.subList(from, Math.min(from + ARNS_IN_A_STATEMENT, functionArns.size())))
                    .build());
        }
    }

    // What API Gateway answers by itself has the shape of every other answer.
    private void answers() {
        answer("Unauthorized", ResponseType.UNAUTHORIZED, ErrorCode.UNAUTHORIZED);
        answer("Denied", ResponseType.ACCESS_DENIED, ErrorCode.UNAUTHORIZED);
        // This is how it calls a path or method that it does not know.
        answer("NoRoute", ResponseType.MISSING_AUTHENTICATION_TOKEN, ErrorCode.NOT_FOUND);
        answer("NotFound", ResponseType.RESOURCE_NOT_FOUND, ErrorCode.NOT_FOUND);
        answer("TooLarge", ResponseType.REQUEST_TOO_LARGE, ErrorCode.REQUEST_TOO_LARGE);
        answer("Throttled", ResponseType.THROTTLED, ErrorCode.LIMIT_REACHED);
        otherwise("BadRequest", ResponseType.DEFAULT_4_XX, ErrorCode.INVALID_FIELD);
        otherwise("Failed", ResponseType.DEFAULT_5_XX, ErrorCode.INTERNAL);
    }

    private void answer(String id, ResponseType type, ErrorCode code) {
        api.addGatewayResponse(
                id,
                GatewayResponseOptions.builder()
                        .type(type)
                        .statusCode(Integer.toString(Problems.status(code)))
                        .templates(Map.of("application/json", body(code)))
                        .build());
    }

    // Every other answer of a kind keeps its own status.
    private void otherwise(String id, ResponseType type, ErrorCode code) {
        api.addGatewayResponse(
                id,
                GatewayResponseOptions.builder()
                        .type(type)
                        .templates(Map.of("application/json", body(code)))
                        .build());
    }

    private static String body(ErrorCode code) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", code.sentence());
        answer.put("code", code.wire());
        answer.put("hint", code.hint());
        answer.put("request_id", "$context.requestId");
        return Json.write(answer);
    }
}
