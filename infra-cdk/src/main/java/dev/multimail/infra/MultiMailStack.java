package dev.multimail.infra;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.lambda.Environment;
import dev.multimail.mcp.McpFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.apigateway.IAuthorizer;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/** The whole service of one stage in one region. */
final class MultiMailStack extends Stack {
    private final Deployment deployment;
    private final Data data;
    private final Flow flow;
    private final MailDomain domain;
    private final OperationsApi api;
    private final Functions functions;

    MultiMailStack(Construct scope, Deployment deployment, Functions.Jars jars, StackProps props) {
        super(scope, "MultiMail-" + deployment.stage(), props);
        this.deployment = deployment;
        this.data = new Data(this, deployment);
        this.flow = new Flow(this, deployment);
        this.domain = new MailDomain(this, deployment);
        this.api = new OperationsApi(this, deployment);
        this.functions = new Functions(this, deployment, jars, environment());
        functions.know(data.arns());
        functions.know(flow.arns());
        functions.know(domain.arns());
        operations();
        IFunction receive = new Wiring(this, deployment, data, flow, domain, functions).connect();
        domain.receive(data.bucket(), receive);
        install();
        new Watch(this, deployment, flow, functions, api);
        outputs();
        Suppressions.apply(this);
    }

    private String url() {
        return OperationsApi.url(api.api().getRestApiId(), deployment, getUrlSuffix());
    }

    private Map<String, String> environment() {
        return Map.of(
                Environment.STATE_TABLE, data.state().getTableName(),
                Environment.AUDIT_TABLE, data.audit().getTableName(),
                Environment.BUCKET, data.bucket().getBucketName(),
                Environment.URL, url(),
                Environment.DOMAIN, deployment.domain(),
                Environment.SIGN_UP, deployment.signUp() ? "on" : "off");
    }

    // The loop that makes a route, a function, a role and a log group of each operation.
    private void operations() {
        IFunction authorizing = functions.authorizer();
        IAuthorizer authorizer = api.authorizer(authorizing);
        List<String> invoked = new ArrayList<>(List.of(authorizing.getFunctionArn()));
        for (ApiOperation<?> operation : Operations.all()) {
            String name = operation.endpoint().operation().wire();
            IFunction function = operation(name);
            invoked.add(function.getFunctionArn());
            operation
                    .endpoint()
                    .paths()
                    .forEach(path -> api.route(operation.endpoint().verb().name(), path, function, authorizer));
        }
        for (PublicOperation page : Operations.pages()) {
            IFunction function = operation(page.name());
            invoked.add(function.getFunctionArn());
            api.publicRoute(page.verb().name(), page.path(), function);
        }
        IFunction mcp = functions.mcp();
        invoked.add(mcp.getFunctionArn());
        // Any method: whoever asks for a stream is told in the protocol's own way that there is none.
        api.publicRoute("ANY", McpFunction.PATH, mcp);
        api.mayInvoke(invoked);
    }

    private IFunction operation(String name) {
        Map<String, String> more = new LinkedHashMap<>(Map.of(Environment.OPERATION, name));
        if (functions.reaches(name, "signing")) {
            more.put(Environment.SIGNING_SECRET, data.signingSecret());
        }
        if (name.equals("proof_status")) {
            // This one alone: another variable would renew every function with each commit.
            more.put(Environment.COMMIT, deployment.commit());
        }
        return functions.operation(name, more);
    }

    private void install() {
        IFunction install = functions.pipeline(
                Pipeline.INSTALL,
                Map.of(
                        Environment.SIGNING_SECRET, data.signingSecret(),
                        Environment.OWNER_SECRET, data.ownerSecret()));
        CustomResource resource = CustomResource.Builder.create(this, "Installation")
                .serviceToken(install.getFunctionArn())
                .resourceType("Custom::MultiMailInstallation")
                .properties(Map.of(
                        "Domain", deployment.domain(),
                        "Operator", deployment.operator(),
                        "Owner", deployment.owner(),
                        "Keys", Integer.toString(deployment.keys())))
                .build();
        // Last: where SES refuses the domain, the deployment ends before there is an account or a key.
        resource.getNode().addDependency(data, domain);
    }

    private void outputs() {
        output("ApiUrl", url(), "Where the API answers");
        domain.records().forEach((name, record) -> output(name, record, "A DNS record to set"));
        output(
                "OwnerKeyCommand",
                "aws secretsmanager get-secret-value --region " + deployment.region() + " --secret-id "
                        + deployment.named("owner-key") + " --query SecretString --output text",
                "Fetches the owner's first key");
        output(
                "StartReceivingCommand",
                "aws ses set-active-receipt-rule-set --region " + deployment.region() + " --rule-set-name "
                        + domain.ruleSetName(),
                "Makes SES hand received mail over; an account has one active rule set in a region");
        output("Region", deployment.region(), "Every mailbox of this stage, and all of its mail, is here");
    }

    private void output(String name, String value, String description) {
        CfnOutput.Builder.create(this, name)
                .value(value)
                .description(description)
                .build();
    }
}
