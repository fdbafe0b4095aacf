package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.webhook.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final World world = new World();

    @Test
    void theStreamSeenTwiceChangesNothingThatAnybodySees() {
        world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", "https://hooks.example.invalid/"));
        TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
        TestMailbox watched = world.mailbox("watched@agents.example.com", "monitored");
        String sent = gated.send("PO #8821").text("id");
        String rejected = gated.send("PO #8822").text("id");
        String copied = watched.send("Hello").text("id");
        world.settle();
        List<String> links = world.outbox().notices().stream()
                .filter(notice -> notice.rcptTo().toString().contains("approver@example.com"))
                .limit(2)
                .map(TestMailbox::link)
                .toList();
        gated.press(links.getFirst(), "approve", "");
        gated.press(links.getLast(), "reject", "No");
        world.settle();
        SesEvents.tell(world, SesEvents.of("Delivery", sent, 1));
        world.settle();
        List<String> before = List.of(
                gated.read(sent).body(),
                gated.read(rejected).body(),
                watched.read(copied).body());
        int notices = world.outbox().notices().size();
        Set<String> events = ids();
        String deliveries = deliveries();
        assertThat(world.outbox().agentMail()).hasSize(2);
        assertThat(notices).isEqualTo(3);

        world.pipeline().replay();
        world.settle();
        assertThat(world.outbox().agentMail()).hasSize(2);
        assertThat(world.outbox().notices()).hasSize(notices);
        assertThat(ids()).isEqualTo(events);
        assertThat(deliveries()).isEqualTo(deliveries);
        assertThat(List.of(
                        gated.read(sent).body(),
                        gated.read(rejected).body(),
                        watched.read(copied).body()))
                .isEqualTo(before);
        assertThat(world.pipeline().waits()).isEmpty();
    }

    private Set<String> ids() {
        return world.pipeline().events().stream().map(Event::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private String deliveries() {
        return world.get(world.ownerKey(), "/v1/webhook-deliveries?limit=100").json().at("deliveries").list().stream()
                .map(delivery -> delivery.at("id").text())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aRecordThatCannotBeReadStopsItsBatchThereAndLeavesWhatCameBeforeDone() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");
        mailbox.send("Hello");
        world.settle();
        int events = world.pipeline().events().size();
        DynamodbEvent batch = new DynamodbEvent();
        batch.setRecords(List.of(
                record("1", Map.of("pk", text("CFG"), "sk", text("CFG"))),
                record("2", Map.of("pk", text("MBX#X"), "sk", text("MSG#X"))),
                record("3", Map.of("pk", text("MBX#X"), "sk", text("MSG#X")))));
        assertThat(new Relay(world.services())
                        .handleRequest(batch, new TestContext())
                        .getBatchItemFailures())
                .containsExactly(new BatchItemFailure("2"));
        assertThat(world.log()).contains("\"what\":\"relay\"", "\"request_id\":\"2\"");
        assertThat(world.pipeline().events()).hasSize(events);
    }

    @Test
    void rowsThatNothingFollowsFromAreNoReasonToStop() {
        DynamodbEvent batch = new DynamodbEvent();
        DynamodbEvent.DynamodbStreamRecord deleted = record("1", Map.of());
        deleted.getDynamodb().setNewImage(null);
        batch.setRecords(List.of(deleted, record("2", Map.of("pk", text("ACC#1"), "sk", text("CFG")))));
        assertThat(new Relay(world.services())
                        .handleRequest(batch, new TestContext())
                        .getBatchItemFailures())
                .isEmpty();
    }

    private static DynamodbEvent.DynamodbStreamRecord record(String sequence, Map<String, AttributeValue> row) {
        StreamRecord change = new StreamRecord();
        change.setSequenceNumber(sequence);
        change.setNewImage(row);
        DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
        record.setDynamodb(change);
        return record;
    }

    private static AttributeValue text(String value) {
        AttributeValue text = new AttributeValue();
        text.setS(value);
        return text;
    }
}
