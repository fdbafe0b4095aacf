package dev.multimail.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Job;
import dev.multimail.functions.pipeline.Jobs;
import dev.multimail.id.MessageId;
import dev.multimail.lambda.aws.EventBridgeBus;
import dev.multimail.lambda.aws.S3Blobs;
import dev.multimail.lambda.aws.SecretsManagerSecrets;
import dev.multimail.lambda.aws.SqsQueue;
import dev.multimail.lambda.aws.StepFunctionsParking;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.store.Mailboxes;
import dev.multimail.store.Suppressions;
import dev.multimail.store.Tables;
import dev.multimail.store.Transactions;
import dev.multimail.store.Waits;
import dev.multimail.store.Write;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The adapters against something that speaks AWS over HTTP, which the embedded tables and the fakes of other tests do
 * not. {@code ./multimail deploy --emulator} runs it: against the emulator, and against LocalStack where Docker runs.
 * SES is left out, as LocalStack has no version 2 of it without a licence: {@link SesTransportTest} holds that adapter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsAdaptersIT {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MessageId MESSAGE = MessageId.of("msg_01JQ0000000000000000000000ABCDEFGHJK");
    private static final String ROLE = "arn:aws:iam::000000000000:role/none";
    private static final Path REPOSITORY = Path.of("..");

    private final SpokenAws aws = SpokenAws.found();
    private final AwsClients clients = aws.clients();

    @AfterAll
    void leave() {
        aws.close();
    }

    // A name that no other test and no earlier run used.
    private static String fresh(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    // What another process does cannot be waited for but by looking.
    private static void until(BooleanSupplier seen) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!seen.getAsBoolean()) {
            assertThat(Instant.now()).as("seen in time").isBefore(end);
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    private static Tables tables(DynamoDbClient client) {
        Tables tables = new Tables(fresh("state"), fresh("audit"));
        tables.definitions().forEach(client::createTable);
        client.waiter().waitUntilTableExists(asked -> asked.tableName(tables.state()));
        return tables;
    }

    @Test
    void aTransactionNamesTheGuardThatFailedAndWritesNothing() {
        DynamoDbClient client = clients.dynamoDb();
        Tables tables = tables(client);
        Suppressions suppressions = new Suppressions(client, tables);
        Mailboxes mailboxes = new Mailboxes(client, tables);
        Transactions transactions = new Transactions(client, new Random(1));
        Suppression bounced = new Suppression("ann@example.org", "bounce", NOW);
        transactions.require(List.of(suppressions.add("acc_1", bounced)));

        Suppression another = new Suppression("bea@example.org", "complaint", NOW);
        assertThat(transactions.commit(List.of(
                        suppressions.add("acc_1", another),
                        mailboxes.notSuppressed("acc_1", Address.parse("ann@example.org")))))
                .contains(Write.Guard.SUPPRESSED);
        assertThat(suppressions.ofAccount("acc_1")).containsExactly(bounced);
    }

    @Test
    void whatWasPutIntoTheBucketIsFoundAndWhatWasNotIsAbsent() throws IOException {
        String bucket = fresh("mail");
        HttpURLConnection making =
                (HttpURLConnection) aws.endpoint().resolve("/" + bucket).toURL().openConnection();
        making.setRequestMethod("PUT");
        assertThat(making.getResponseCode()).isEqualTo(200);
        S3Blobs blobs = clients.s3(bucket);

        byte[] bytes = new byte[70_000];
        new Random(7).nextBytes(bytes);
        blobs.put("bodies/mbx_1/msg_1.json", Octets.owning(bytes));
        assertThat(blobs.get("bodies/mbx_1/msg_1.json"))
                .hasValueSatisfying(found -> assertThat(found.toByteArray()).isEqualTo(bytes));
        assertThat(blobs.get("bodies/mbx_1/msg_2.json")).isEmpty();
        blobs.delete("bodies/mbx_1/msg_1.json");
        blobs.delete("bodies/mbx_1/msg_1.json");
        assertThat(blobs.get("bodies/mbx_1/msg_1.json")).isEmpty();
    }

    @Test
    void aJobComesOutOfItsQueueAndALaterOneWaitsOnceInTheSchedule() throws IOException, InterruptedException {
        SqsClient queues = clients.sqs();
        SfnClient executions = clients.stepFunctions();
        String outbound = queue(queues, "outbound");
        String webhooks = queue(queues, "webhooks");
        String schedule = machine(executions, "schedule", Map.of());
        SqsQueue queue = new SqsQueue(queues, outbound, webhooks, executions, schedule, () -> NOW);

        Job post = new Job.PostWebhook("acc_1", "delivery");
        queue.send(post, NOW);
        until(() -> received(queues, webhooks).map(Jobs::read).anyMatch(post::equals));

        Job release = new Job.Release(MESSAGE);
        queue.send(release, NOW.plus(Duration.ofDays(1)));
        queue.send(release, NOW.plus(Duration.ofDays(1)));
        assertThat(executions
                        .listExecutions(asked -> asked.stateMachineArn(schedule))
                        .executions())
                .hasSize(1);
    }

    @Test
    void anEventReachesWhatTheRulesPatternMatches() throws IOException, InterruptedException {
        SqsClient queues = clients.sqs();
        EventBridgeClient events = clients.eventBridge();
        String queue = queue(queues, "events");
        String arn = queues.getQueueAttributes(
                        asked -> asked.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String bus = fresh("bus");
        events.createEventBus(asked -> asked.name(bus));
        String pattern = Files.readString(REPOSITORY.resolve("events/patterns/webhooks.json"));
        events.putRule(asked -> asked.eventBusName(bus).name("webhooks").eventPattern(pattern));
        events.putTargets(asked -> asked.eventBusName(bus)
                .rule("webhooks")
                .targets(Target.builder().id("queue").arn(arn).build()));

        new EventBridgeBus(events, bus)
                .publish(new Event("evt_1", EventType.SENT, NOW, "acc_1", MESSAGE, "sent", null, null));
        until(() -> received(queues, queue).anyMatch(text -> text.contains("\"message.sent\"")));
    }

    @Test
    void aHeldMessageIsParkedOnceAndItsWaitEndsWithTheDecision() throws IOException, InterruptedException {
        DynamoDbClient client = clients.dynamoDb();
        Tables tables = tables(client);
        Map<String, AttributeValue> row = new HashMap<>(Waits.key(MESSAGE).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, part -> AttributeValue.fromS(part.getValue()))));
        row.put(Waits.STATE, AttributeValue.fromS("pending"));
        client.putItem(asked -> asked.tableName(tables.state()).item(row));
        SfnClient executions = clients.stepFunctions();
        String await = machine(executions, "await-decision", Map.of("StateTable", tables.state()));
        Waits waits = new Waits(client, tables);
        StepFunctionsParking parking = new StepFunctionsParking(executions, await, waits, () -> NOW);

        parking.park(MESSAGE, NOW.plus(Duration.ofDays(3)));
        parking.park(MESSAGE, NOW.plus(Duration.ofDays(3)));
        List<ExecutionListItem> parked =
                executions.listExecutions(asked -> asked.stateMachineArn(await)).executions();
        assertThat(parked).hasSize(1);
        until(() -> waits.token(MESSAGE).isPresent());
        parking.endWait(MESSAGE, "approved");
        until(() -> executions
                        .describeExecution(
                                asked -> asked.executionArn(parked.getFirst().executionArn()))
                        .status()
                == ExecutionStatus.SUCCEEDED);
        // An effect may come twice: the wait is over then, and that is no failure.
        parking.endWait(MESSAGE, "approved");
    }

    @Test
    void signingKeysAreReadFromTheirSecret() {
        SecretsManagerClient client = clients.secretsManager();
        SigningKeyset keyset = SigningKeyset.create("agents.example.com", "acc_1", 1, NOW, new SecureRandom());
        String secret = client.createSecret(
                        asked -> asked.name(fresh("signing")).secretString(keyset.text()))
                .arn();
        SecretsManagerSecrets secrets = new SecretsManagerSecrets(
                client,
                secret,
                Duration.ofMinutes(1),
                () -> NOW,
                (text, now) -> SigningKeyset.parse(text).secrets(now));
        assertThat(secrets.get().linkKeys()).isEqualTo(keyset.secrets(NOW).linkKeys());
    }

    private static String queue(SqsClient queues, String name) {
        return queues.createQueue(asked -> asked.queueName(fresh(name))).queueUrl();
    }

    private static Stream<String> received(SqsClient queues, String url) {
        return queues
                .receiveMessage(
                        asked -> asked.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                .messages()
                .stream()
                .map(Message::body);
    }

    // A state machine of the stack, with its substitutions.
    private static String machine(SfnClient executions, String name, Map<String, String> values) throws IOException {
        Path file = REPOSITORY.resolve("infra-cdk/src/main/resources/dev/multimail/infra/" + name + ".asl.json");
        String definition = Files.readString(file, StandardCharsets.UTF_8)
                .replace("${ExpireFunction}", "arn:aws:lambda:eu-west-1:000000000000:function:none");
        for (Map.Entry<String, String> value : values.entrySet()) {
            definition = definition.replace("${" + value.getKey() + "}", value.getValue());
        }
        String text = definition;
        return executions
                .createStateMachine(
                        asked -> asked.name(fresh(name)).definition(text).roleArn(ROLE))
                .stateMachineArn();
    }
}
