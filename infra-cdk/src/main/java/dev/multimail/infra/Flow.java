package dev.multimail.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** What carries work from one function to the next: queues, the bus, and the waits. */
final class Flow extends Construct {
    private static final int TRIES = 5;
    private static final Duration KEPT = Duration.days(14);

    private final Queue outbound;
    private final Queue outboundDead;
    private final Queue webhooks;
    private final Queue webhooksDead;
    private final Queue failures;
    private final EventBus bus;
    private final StateMachine schedule;

    Flow(Construct scope, Deployment deployment) {
        super(scope, "Flow");
        this.outboundDead = dead("OutboundDead", deployment.named("outbound-dead"));
        this.outbound = queue("Outbound", deployment.named("outbound"), outboundDead, Pipeline.DELIVER);
        this.webhooksDead = dead("WebhooksDead", deployment.named("webhooks-dead"));
        this.webhooks = queue("Webhooks", deployment.named("webhooks"), webhooksDead, Pipeline.POST_WEBHOOK);
        this.failures = dead("Failures", deployment.named("failures"));
        this.bus = EventBus.Builder.create(this, "Bus")
                .eventBusName(deployment.named("events"))
                .description("What happened to messages; the detail carries ids")
                .build();
        this.schedule = schedule(deployment);
    }

    // AWS: a queue's visibility timeout is six times its function's timeout.
    private Queue queue(String id, String name, Queue dead, Pipeline reader) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(KEPT)
                .visibilityTimeout(Duration.seconds(6 * reader.timeoutSeconds()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(TRIES)
                        .build())
                .build();
    }

    private Queue dead(String id, String name) {
        return Queue.Builder.create(this, id)
                .queueName(name)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(KEPT)
                .build();
    }

    private StateMachine schedule(Deployment deployment) {
        return machine(
                "Schedule",
                deployment.named("schedule"),
                "schedule.asl.json",
                Map.of(),
                List.of(allow("sqs:SendMessage", outbound.getQueueArn(), webhooks.getQueueArn())));
    }

    /** The state machine in which held messages wait; made once the function that it calls is there. */
    StateMachine awaitDecision(Deployment deployment, Data data, String expireArn) {
        return machine(
                "AwaitDecision",
                deployment.named("await-decision"),
                "await-decision.asl.json",
                Map.of("StateTable", data.state().getTableName(), "ExpireFunction", expireArn),
                List.of(
                        allow("dynamodb:UpdateItem", data.state().getTableArn()),
                        allow("lambda:InvokeFunction", expireArn)));
    }

    private StateMachine machine(
            String id,
            String name,
            String definition,
            Map<String, String> substitutions,
            List<PolicyStatement> allowed) {
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("states.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "steps",
                        PolicyDocument.Builder.create().statements(allowed).build()))
                .build();
        StateMachine.Builder machine = StateMachine.Builder.create(this, id)
                .stateMachineName(name)
                .stateMachineType(StateMachineType.STANDARD)
                .definitionBody(DefinitionBody.fromString(text(definition)))
                .role(role);
        // CloudFormation takes no empty set of them.
        return substitutions.isEmpty()
                ? machine.build()
                : machine.definitionSubstitutions(substitutions).build();
    }

    private static PolicyStatement allow(String action, String... resources) {
        return PolicyStatement.Builder.create()
                .actions(List.of(action))
                .resources(List.of(resources))
                .build();
    }

    /** A definition in Amazon States Language, with names in ${…} that the deployment puts in. */
    static String text(String file) {
        try (InputStream definition = Flow.class.getResourceAsStream(file)) {
            if (definition == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return new String(definition.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Queue outbound() {
        return outbound;
    }

    Queue webhooks() {
        return webhooks;
    }

    /** Where events, changes and received mail end whose function kept failing. */
    Queue failures() {
        return failures;
    }

    /** The queues that should be empty. */
    Map<String, Queue> dead() {
        return Map.of("outbound", outboundDead, "webhooks", webhooksDead, "failures", failures);
    }

    EventBus bus() {
        return bus;
    }

    StateMachine schedule() {
        return schedule;
    }

    /** The ARNs behind the names in {@code grants.txt}. */
    Map<String, List<String>> arns() {
        return Map.of(
                "outbound", List.of(outbound.getQueueArn()),
                "webhooks", List.of(webhooks.getQueueArn()),
                "failures", List.of(failures.getQueueArn()),
                "bus", List.of(bus.getEventBusArn()),
                "schedule", List.of(schedule.getStateMachineArn()));
    }
}
