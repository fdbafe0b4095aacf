package dev.multimail.infra;

import dev.multimail.lambda.Environment;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/** The functions behind the API, and what calls each of them. */
final class Wiring extends Construct {
    private static final int BATCH = 5;
    private static final int STREAM_BATCH = 100;
    private static final int SEAL_BATCH = 1_000;
    private static final int SEAL_SECONDS = 60;
    private static final int AT_ONCE = 10;
    private static final int STREAM_TRIES = 50;
    private static final int EVENT_AGE_SECONDS = 6 * 3600;

    private final Deployment deployment;
    private final Data data;
    private final Flow flow;
    private final MailDomain domain;
    private final Functions functions;

    Wiring(Construct scope, Deployment deployment, Data data, Flow flow, MailDomain domain, Functions functions) {
        super(scope, "Wiring");
        this.deployment = deployment;
        this.data = data;
        this.flow = flow;
        this.domain = domain;
        this.functions = functions;
    }

    /** Makes and connects them; answers the function that takes received mail. */
    IFunction connect() {
        IFunction expire = functions.pipeline(Pipeline.EXPIRE, Map.of());
        StateMachine await = flow.awaitDecision(deployment, data, expire.getFunctionArn());
        functions.know(Map.of("await", List.of(await.getStateMachineArn())));
        driving(await);
        sealing();
        leaving();
        events();
        IFunction receive = functions.pipeline(Pipeline.RECEIVE, Map.of());
        asynchronous("receive", receive);
        return receive;
    }

    // What turns changes into effects: the relay at once, the sweep each minute for what was lost.
    private void driving(StateMachine await) {
        Map<String, String> ways = Map.of(
                Environment.AWAIT_DECISION, await.getStateMachineArn(),
                Environment.SCHEDULE, flow.schedule().getStateMachineArn(),
                Environment.OUTBOUND_QUEUE, flow.outbound().getQueueUrl(),
                Environment.WEBHOOK_QUEUE, flow.webhooks().getQueueUrl(),
                Environment.BUS, flow.bus().getEventBusName());
        IFunction relay = functions.pipeline(Pipeline.RELAY, ways);
        CfnEventSourceMapping.Builder.create(this, "Stream")
                .functionName(relay.getFunctionName())
                .eventSourceArn(data.state().getTableStreamArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(STREAM_BATCH)
                .parallelizationFactor(AT_ONCE)
                .maximumRetryAttempts(STREAM_TRIES)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .destinationConfig(CfnEventSourceMapping.DestinationConfigProperty.builder()
                        .onFailure(CfnEventSourceMapping.OnFailureProperty.builder()
                                .destination(flow.failures().getQueueArn())
                                .build())
                        .build())
                .build();
        IFunction sweep = functions.pipeline(Pipeline.SWEEP, ways);
        CfnRule minute = CfnRule.Builder.create(this, "EachMinute")
                .name(deployment.named("sweep"))
                .scheduleExpression("rate(1 minute)")
                .state("ENABLED")
                .targets(List.of(target(sweep)))
                .build();
        sweep.addPermission("EachMinute", calledBy(minute));
    }

    // Once a minute, so that a seal covers many records. It never gives a record up: behind it, nothing would be
    // sealed.
    private void sealing() {
        IFunction seal =
                functions.pipeline(Pipeline.SEAL_AUDIT, Map.of(Environment.SIGNING_SECRET, data.signingSecret()));
        CfnEventSourceMapping.Builder.create(this, "AuditStream")
                .functionName(seal.getFunctionName())
                .eventSourceArn(data.audit().getTableStreamArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(SEAL_BATCH)
                .maximumBatchingWindowInSeconds(SEAL_SECONDS)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .destinationConfig(CfnEventSourceMapping.DestinationConfigProperty.builder()
                        .onFailure(CfnEventSourceMapping.OnFailureProperty.builder()
                                .destination(flow.failures().getQueueArn())
                                .build())
                        .build())
                .build();
    }

    private void leaving() {
        IFunction deliver = functions.pipeline(
                Pipeline.DELIVER,
                Map.of(
                        Environment.SIGNING_SECRET, data.signingSecret(),
                        Environment.CONFIGURATION_SET, domain.configurationSetName(),
                        Environment.BUS, flow.bus().getEventBusName()));
        queue("Outbound", flow.outbound(), deliver);
        queue("Webhooks", flow.webhooks(), functions.pipeline(Pipeline.POST_WEBHOOK, Map.of()));
    }

    private void queue(String id, Queue queue, IFunction function) {
        CfnEventSourceMapping.Builder.create(this, id)
                .functionName(function.getFunctionName())
                .eventSourceArn(queue.getQueueArn())
                .batchSize(BATCH)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .scalingConfig(CfnEventSourceMapping.ScalingConfigProperty.builder()
                        .maximumConcurrency(AT_ONCE)
                        .build())
                .build();
    }

    private void events() {
        IFunction fanOut = functions.pipeline(Pipeline.FAN_OUT, Map.of());
        rule("WebhooksRule", "webhooks", flow.bus().getEventBusName(), Patterns.read("webhooks.json"), fanOut);
        asynchronous("fan_out", fanOut);
        IFunction told = functions.pipeline(
                Pipeline.DELIVERY_EVENTS,
                Map.of(
                        Environment.CONFIGURATION_SET, domain.configurationSetName(),
                        Environment.BUS, flow.bus().getEventBusName()));
        rule("SesRule", "ses-events", "default", Patterns.ofConfigurationSet(domain.configurationSetName()), told);
        rule("KeptRule", "kept-mail", flow.bus().getEventBusName(), Patterns.read("kept-mail.json"), told);
        asynchronous("delivery_events", told);
    }

    private void rule(String id, String name, String bus, Map<String, Object> pattern, IFunction function) {
        CfnRule rule = CfnRule.Builder.create(this, id)
                .name(deployment.named(name))
                .eventBusName(bus)
                .eventPattern(pattern)
                .state("ENABLED")
                .targets(List.of(target(function)))
                .build();
        function.addPermission(id, calledBy(rule));
    }

    private static CfnRule.TargetProperty target(IFunction function) {
        return CfnRule.TargetProperty.builder()
                .id("function")
                .arn(function.getFunctionArn())
                .build();
    }

    private static Permission calledBy(CfnRule rule) {
        return Permission.builder()
                .principal(new ServicePrincipal("events.amazonaws.com"))
                .sourceArn(rule.getAttrArn())
                .build();
    }

    // Called without waiting for an answer: what keeps failing is kept for people to look at.
    private void asynchronous(String name, IFunction function) {
        CfnEventInvokeConfig.Builder.create(this, name + "Calls")
                .functionName(function.getFunctionName())
                .qualifier("$LATEST")
                .maximumEventAgeInSeconds(EVENT_AGE_SECONDS)
                .maximumRetryAttempts(2)
                .destinationConfig(CfnEventInvokeConfig.DestinationConfigProperty.builder()
                        .onFailure(CfnEventInvokeConfig.OnFailureProperty.builder()
                                .destination(flow.failures().getQueueArn())
                                .build())
                        .build())
                .build();
    }
}
