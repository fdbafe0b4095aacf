package dev.multimail.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.multimail.functions.api.ListMailboxes;
import dev.multimail.functions.approval.DecideByLink;
import dev.multimail.functions.authorizer.TokenAuthorizer;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.pipeline.Deliver;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.functions.pipeline.Expire;
import dev.multimail.functions.pipeline.FanOut;
import dev.multimail.functions.pipeline.PostWebhook;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.pipeline.Relay;
import dev.multimail.functions.pipeline.SealAudit;
import dev.multimail.functions.pipeline.Sweep;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.message.Octets;
import dev.multimail.store.Seals;
import dev.multimail.webhook.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds each sample event of {@code events/samples} to its handler, read as Lambda's own runtime reads it. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("..", "events", "samples");
    private static final TestContext CONTEXT = new TestContext();

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    @Test
    void anApiRequestReachesItsOperation() {
        APIGatewayProxyRequestEvent request = read("api-request.json", "", APIGatewayProxyRequestEvent.class);
        var answer = new ListMailboxes(world.services()).handleRequest(request, CONTEXT);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains(mailbox.address());
        assertThat(answer.getHeaders()).containsEntry("x-request-id", "0f0e0d0c-0b0a-0908-0706-050403020100");
    }

    @Test
    void aTokenIsAllowedEveryRouteAndAnotherOneNone() {
        TokenAuthorizer authorizer = new TokenAuthorizer(world.services());
        var known = read("authorizer-token.json", world.ownerKey(), APIGatewayCustomAuthorizerEvent.class);
        assertThat(Json.write(authorizer.handleRequest(known, CONTEXT).getPolicyDocument()))
                .contains("arn:aws:execute-api:eu-west-1:000000000000:api123/prod/*");
        var unknown = read("authorizer-token.json", "mm_live_unknown", APIGatewayCustomAuthorizerEvent.class);
        assertThatThrownBy(() -> authorizer.handleRequest(unknown, CONTEXT)).hasMessage("Unauthorized");
    }

    @Test
    void aReceiptBecomesAMessage() {
        String raw = "From: Ann <ann@example.org>\r\nSubject: Offer\r\n\r\nThe text.\r\n";
        world.blobs()
                .put(
                        Receive.blobKey("o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1"),
                        Octets.owning(raw.getBytes(StandardCharsets.UTF_8)));
        new Receive(world.services()).handleRequest(map("ses-receipt.json", ""), CONTEXT);
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails").body())
                .contains("Offer", "ann@example.org", "\"dmarc\":\"FAIL\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ses-delivery.json, delivered_at",
        "ses-bounce.json, bounced_at",
        "ses-complaint.json, complained_at",
    })
    void whatSesTellsOfMailThatLeftBecomesAFact(String sample, String fact) {
        String id = mailbox.send("Hello").text("id");
        world.settle();
        assertThat(mailbox.read(id).text(fact)).isEmpty();
        new DeliveryEvents(world.services()).handleRequest(map(sample, id), CONTEXT);
        assertThat(mailbox.read(id).text(fact)).isEqualTo(World.START.toString());
        boolean refused = mailbox.send("Hello again").status() == 409;
        assertThat(refused).as("suppressed from now on").isEqualTo(!fact.equals("delivered_at"));
    }

    @Test
    void aBatchOfTheQueueIsDoneButForTheJobThatCannotBeRead() {
        String id = mailbox.send("Hello").text("id");
        SQSEvent batch = read("sqs-outbound.json", id, SQSEvent.class);
        SQSBatchResponse response = new Deliver(world.services()).handleRequest(batch, CONTEXT);
        assertThat(response.getBatchItemFailures())
                .containsExactly(new SQSBatchResponse.BatchItemFailure("2e1424d4-f796-459a-8184-9c92662be6da"));
        assertThat(mailbox.status(id)).isEqualTo("sent");
        assertThat(world.outbox().agentMail()).hasSize(1);
    }

    @Test
    void aBatchOfTheStreamIsToldToTheBus() {
        DynamodbEvent batch = read("dynamodb-stream.json", "", DynamodbEvent.class);
        assertThat(new Relay(world.services()).handleRequest(batch, CONTEXT).getBatchItemFailures())
                .isEmpty();
        assertThat(world.pipeline().events())
                .extracting(event -> event.type() + " " + event.messageId())
                .containsExactly(EventType.RECEIVED + " msg_01JQ4T2Z3E5V7X9ABCDEFGHJKM0123456789");
    }

    @Test
    void aBatchOfTheAuditLogsStreamIsSealedByPartition() {
        DynamodbEvent batch = read("dynamodb-audit-stream.json", "", DynamodbEvent.class);
        assertThat(new SealAudit(world.services()).handleRequest(batch, CONTEXT).getBatchItemFailures())
                .isEmpty();
        Seals seals = world.services().store().seals();
        assertThat(seals.after("MBX#0123456789", 0, 10))
                .flatExtracting(Seals.Sealed::records)
                .containsExactly("01JQ4T2Z3E5V7X9ABCDEFGHJKM");
        assertThat(seals.after("ACC#acc_test", 0, 10))
                .flatExtracting(Seals.Sealed::records)
                .containsExactly("01JQ4T2Z3E5V7X9ABCDEFGHJKN");
    }

    @Test
    void theStreamOfARestoredTableIsSealedFromItsBeginning() {
        SealAudit sealer = new SealAudit(world.services());
        sealer.handleRequest(read("dynamodb-audit-stream.json", "", DynamodbEvent.class), CONTEXT);
        DynamodbEvent restored = read("dynamodb-audit-stream.json", "", DynamodbEvent.class);
        restored.getRecords().forEach(change -> {
            change.setEventSourceARN(change.getEventSourceARN().replace("2027-03-01", "2027-03-02"));
            change.getDynamodb().setSequenceNumber("7");
            change.getDynamodb()
                    .getNewImage()
                    .get("sk")
                    .setS("01JR" + change.getEventID().substring(10));
        });
        sealer.handleRequest(restored, CONTEXT);
        sealer.handleRequest(restored, CONTEXT);
        Seals seals = world.services().store().seals();
        assertThat(seals.after("MBX#0123456789", 0, 10))
                .flatExtracting(Seals.Sealed::records)
                .containsExactly("01JQ4T2Z3E5V7X9ABCDEFGHJKM", "01JR0000000000000000000001");
    }

    @Test
    void anEventOfTheBusMakesADeliveryAndItsJobPostsIt() {
        Answer webhook = world.call(
                world.ownerKey(),
                "POST",
                "/v1/webhooks",
                Map.of("url", "http://127.0.0.1:1/closed", "events", List.of("message.queued")));
        assertThat(webhook.status()).isEqualTo(201);
        String id = mailbox.send("Hello").text("id");
        assertThat(new FanOut(world.services()).handleRequest(map("bus-event.json", id), CONTEXT))
                .isEqualTo("fanned out to 1");
        String key = deliveries().first().at("id").text();
        SQSEvent batch = read("sqs-webhooks.json", key, SQSEvent.class);
        assertThat(new PostWebhook(world.services())
                        .handleRequest(batch, CONTEXT)
                        .getBatchItemFailures())
                .isEmpty();
        assertThat(deliveries().first().at("event_type").text()).isEqualTo("message.queued");
        assertThat(deliveries().first().at("attempts").number()).isEqualTo(1);
    }

    private Tree deliveries() {
        return world.get(world.ownerKey(), "/v1/webhook-deliveries").json().at("deliveries");
    }

    @Test
    void theDeliveryOfKeptMailIsAFactToo() {
        String id = mailbox.send(mailbox.testToken(), "Hello", Map.of()).text("id");
        world.settle();
        new DeliveryEvents(world.services()).handleRequest(map("kept-delivery.json", id), CONTEXT);
        assertThat(world.get(mailbox.testToken(), "/v1/mailboxes/me/emails/" + id)
                        .text("delivered_at"))
                .isEqualTo(World.START.toString());
    }

    @Test
    @SuppressWarnings("unchecked")
    void aWaitThatRanOutExpiresItsMessage() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = gated.send("Hello").text("id");
        world.clock().advance(Duration.ofDays(3));
        new Expire(world.services()).handleRequest(Json.readOwn(text("expire-input.json", id), Map.class), CONTEXT);
        assertThat(gated.status(id)).isEqualTo("expired");
    }

    @Test
    void theMinutesEventExpiresWhatIsOverdue() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = gated.send("Hello").text("id");
        world.clock().advance(Duration.ofDays(3));
        new Sweep(world.services()).handleRequest(read("scheduled-event.json", "", ScheduledEvent.class), CONTEXT);
        assertThat(gated.status(id)).isEqualTo("expired");
    }

    @Test
    void theFormOfAnApproversPageDecides() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = gated.send("Hello").text("id");
        world.settle();
        String link = gated.newestLink();
        String form = text("approval-form.json", "")
                .replace("NONCE", URLEncoder.encode(gated.open(link), StandardCharsets.UTF_8))
                .replace("LINK", link.substring(link.lastIndexOf('/') + 1));
        APIGatewayProxyRequestEvent pressed = LambdaEventSerializers.serializerFor(
                        APIGatewayProxyRequestEvent.class, SamplesTest.class.getClassLoader())
                .fromJson(form);
        assertThat(new DecideByLink(world.services())
                        .handleRequest(pressed, CONTEXT)
                        .getStatusCode())
                .isEqualTo(200);
        world.settle();
        assertThat(gated.status(id)).isEqualTo("sent");
    }

    private static <T> T read(String sample, String given, Class<T> type) {
        return LambdaEventSerializers.serializerFor(type, SamplesTest.class.getClassLoader())
                .fromJson(text(sample, given));
    }

    // Untyped events reach a handler as the maps of their JSON.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String sample, String given) {
        return Json.readOwn(text(sample, given), Map.class);
    }

    private static String text(String sample, String given) {
        try {
            return Files.readString(SAMPLES.resolve(sample))
                    .replace("MESSAGE_ID", given)
                    .replace("OWNER_KEY", given)
                    .replace("DELIVERY_KEY", given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
