package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.store.testing.EmbeddedTables;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What reading a page costs depends on the page and not on the mailbox. */
class ReadCostTest {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final int LIMIT = 50;

    private final Tables tables = EmbeddedTables.create();
    private final Ids ids = new Ids(InstantSource.fixed(NOW), new Random(1));
    private final Transactions transactions = new Transactions(EmbeddedTables.client(tables), new Random(1));
    private final List<Double> units = new ArrayList<>();
    private final Messages messages = new Messages(measuring(), tables);

    @Test
    void aPageOfTwoThousandMessagesCostsWhatAPageOfAHundredCosts() {
        Lane small = new Lane(new MailboxId("0000000001"), true);
        Lane large = new Lane(new MailboxId("0000000002"), true);
        fill(small, 100, false);
        List<MessageId> newest = fill(large, 2_000, false);
        assertSameCost(
                () -> messages.newest(small, LIMIT, null, message -> true),
                () -> messages.newest(large, LIMIT, null, message -> true));
        assertSameCost(
                () -> messages.unread(small, LIMIT, null, message -> true),
                () -> messages.unread(large, LIMIT, null, message -> true));
        String middle = newest.get(1_000).ulid();
        assertSameCost(
                () -> messages.newest(small, LIMIT, null, message -> true),
                () -> messages.newest(large, LIMIT, middle, message -> true));
        MessageId last = newest.getLast();
        assertThat(cost(() -> messages.since(large, last, LIMIT, null, message -> true)))
                .as("nothing new costs one read")
                .isLessThanOrEqualTo(1.0);
    }

    @Test
    void whatWaitsCostsTheSameHoweverMuchWaits() {
        Lane small = new Lane(new MailboxId("0000000001"), true);
        Lane large = new Lane(new MailboxId("0000000002"), true);
        fill(small, 100, true);
        fill(large, 1_000, true);
        assertSameCost(() -> messages.pending(small, LIMIT, null), () -> messages.pending(large, LIMIT, null));
        assertThat(cost(() -> messages.pending(large, LIMIT, null))).isLessThanOrEqualTo(13.0);
    }

    private void assertSameCost(Runnable one, Runnable other) {
        double first = cost(one);
        assertThat(first).isPositive();
        assertThat(cost(other)).isEqualTo(first);
        assertThat(units).as("one query").hasSize(1);
    }

    private double cost(Runnable read) {
        units.clear();
        read.run();
        return units.stream().mapToDouble(Double::doubleValue).sum();
    }

    private List<MessageId> fill(Lane lane, int count, boolean held) {
        List<MessageId> made = new ArrayList<>();
        for (int number = 0; number < count; number += 50) {
            List<Write> writes = new ArrayList<>();
            for (int one = 0; one < 50; one++) {
                Message message = message(ids.message(lane), held);
                made.add(message.id());
                writes.add(messages.create(message));
            }
            transactions.require(writes);
        }
        return made;
    }

    private static Message message(MessageId id, boolean held) {
        Matter matter = new Matter.Inbound(
                ThreadId.openedBy(id),
                "ann@example.org",
                null,
                List.of("buyer@example.com"),
                List.of(),
                "buyer@example.com",
                null,
                "Hello",
                0,
                100,
                null,
                List.of(),
                Map.of(),
                true,
                false);
        return new Message(id, "acc_1", NOW, NOW, "0".repeat(64), matter, Lifecycle.received(held, NOW), Map.of());
    }

    // The same client, that asks of every query what it cost.
    private DynamoDbClient measuring() {
        DynamoDbClient real = EmbeddedTables.client(tables);
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, given) -> {
                    try {
                        if (given != null && given[0] instanceof QueryRequest query) {
                            QueryResponse response = real.query(query.toBuilder()
                                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                                    .build());
                            units.add(response.consumedCapacity().capacityUnits());
                            return response;
                        }
                        assertThat(given == null || !(given[0] instanceof Consumer<?>))
                                .isTrue();
                        return method.invoke(real, given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
