package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Step;
import dev.multimail.store.testing.EmbeddedTables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class MessagesTest {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");
    private static final MailboxId MAILBOX = new MailboxId("0123456789");
    private static final Lane LANE = new Lane(MAILBOX, true);
    private static final Lane TEST_LANE = new Lane(MAILBOX, false);

    private final Tables tables = EmbeddedTables.create();
    private final Transactions transactions = new Transactions(EmbeddedTables.client(tables), new Random(1));
    private final Messages messages = new Messages(EmbeddedTables.client(tables), tables);
    private final Ids ids = new Ids(InstantSource.fixed(NOW), new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 22, 23, 24, 100})
    void pagesHoldEveryMessageOnceNewestFirst(int limit) {
        List<Message> made = received(LANE, 23);
        received(TEST_LANE, 5);
        assertThat(all(cursor -> messages.newest(LANE, limit, cursor, message -> true)))
                .isEqualTo(made.reversed());
        assertThat(all(cursor -> messages.unread(LANE, limit, cursor, message -> true)))
                .isEqualTo(made.reversed());
        assertThat(all(cursor -> messages.newest(TEST_LANE, limit, cursor, message -> true)))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 50})
    void aFilterLeavesNoGapsInThePages(int limit) {
        List<Message> made = received(LANE, 40);
        Predicate<Message> some = message -> made.indexOf(message) % 5 == 0;
        assertThat(all(cursor -> messages.newest(LANE, limit, cursor, some)))
                .isEqualTo(made.reversed().stream().filter(some).toList());
        assertThat(messages.newest(LANE, limit, null, message -> false)).isEqualTo(new Page<Message>(List.of(), null));
    }

    @Test
    void theListsOfWhatWaitsHoldWhatWaitsNow() {
        List<Message> held = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            held.add(store(LANE, Lifecycle.received(true, NOW)));
        }
        Message free = store(LANE, Lifecycle.received(false, NOW));
        assertThat(all(cursor -> messages.pending(LANE, 2, cursor))).isEqualTo(held.reversed());
        assertThat(all(cursor -> messages.unread(LANE, 2, cursor, message -> true)))
                .containsExactly(free);

        Step step = Lifecycle.read(free.life());
        Message read = free.with(((Step.Changed) step).life(), NOW);
        transactions.require(List.of(messages.change(free, read)));
        assertThat(messages.unread(LANE, 10, null, message -> true).items()).isEmpty();
        assertThat(messages.get(free.id())).contains(read);
        assertThat(messages.pending(TEST_LANE, 10, null).items()).isEmpty();
    }

    @Test
    void whatCameSinceAMessageIsWhatIsNewerThanIt() {
        List<Message> made = received(LANE, 10);
        assertThat(messages.since(LANE, made.get(6).id(), 100, null, message -> true)
                        .items())
                .isEqualTo(made.subList(7, 10).reversed());
        assertThat(messages.since(LANE, made.get(9).id(), 100, null, message -> true)
                        .items())
                .isEmpty();
        MessageId before = new MessageId("0".repeat(26), MAILBOX, true);
        assertThat(messages.since(LANE, before, 100, null, message -> true).items())
                .hasSize(10);
        assertThat(messages.since(LANE, before, 4, null, message -> true).items())
                .isEqualTo(made.subList(6, 10).reversed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7})
    void whatCameSinceAMessageIsPagedToItsEnd(int limit) {
        List<Message> made = received(LANE, 10);
        MessageId since = made.get(3).id();
        assertThat(all(cursor -> messages.since(LANE, since, limit, cursor, message -> true)))
                .isEqualTo(made.subList(4, 10).reversed());
    }

    @Test
    void aThreadHoldsItsMessagesOldestFirst() {
        ThreadId thread = new ThreadId("01JQ4T2Z3E5V7X9ABCDEFGHJKM", MAILBOX, true);
        List<Message> made = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            Message message = of(LANE, thread, Lifecycle.received(false, NOW));
            transactions.require(List.of(messages.create(message)));
            made.add(message);
        }
        received(LANE, 3);
        assertThat(messages.thread(thread)).isEqualTo(made);
        assertThat(messages.thread(new ThreadId("0".repeat(26), MAILBOX, true))).isEmpty();
    }

    @Test
    void aMessageIdFindsItsThreadInItsOwnLaneAlone() {
        ThreadId first = new ThreadId("01JQ4T2Z3E5V7X9ABCDEFGHJKM", MAILBOX, true);
        ThreadId second = new ThreadId("01JQ4T2Z3E5V7X9ABCDEFGHJKN", MAILBOX, true);
        transactions.require(
                List.of(messages.threadOf(LANE, "one@x", first), messages.threadOf(LANE, "two@x", second)));
        assertThat(messages.findThread(LANE, List.of("zero@x", "two@x", "one@x")))
                .contains(second);
        assertThat(messages.findThread(LANE, List.of("one@x", "one@x"))).contains(first);
        assertThat(messages.findThread(LANE, List.of("ONE@x"))).isEmpty();
        assertThat(messages.findThread(LANE, List.of())).isEmpty();
        assertThat(messages.findThread(TEST_LANE, List.of("one@x"))).isEmpty();
    }

    @Test
    void aMessageIsNeverWrittenOverNorChangedFromAnOldVersion() {
        Message message = store(LANE, Lifecycle.received(false, NOW));
        assertThat(transactions.commit(List.of(messages.create(message)))).contains(Write.Guard.NEW);
        Message tagged = message.withTags(Map.of("a", "b"));
        assertThat(transactions.commit(List.of(messages.change(message, tagged))))
                .isEmpty();
        assertThat(transactions.commit(List.of(messages.change(message, message.withTags(Map.of("c", "d"))))))
                .contains(Write.Guard.VERSION);
        assertThat(messages.get(message.id())).contains(tagged);
    }

    @Test
    void attributesThatOthersWriteStayWhenAMessageChanges() {
        Message message = store(LANE, Lifecycle.received(true, NOW));
        EmbeddedTables.client(tables)
                .updateItem(update -> update.tableName(tables.state())
                        .key(Key.message(message.id()).map())
                        .updateExpression("SET task_token = :token")
                        .expressionAttributeValues(Map.of(":token", AttributeValue.fromS("token"))));
        transactions.require(List.of(messages.change(message, message.withTags(Map.of("a", "b")))));
        assertThat(Rows.get(EmbeddedTables.client(tables), tables.state(), Key.message(message.id()))
                        .orElseThrow())
                .containsKey("task_token");
    }

    @Test
    void whatIsDueIsFoundByItsTimeInEveryShardAndOverManyPages() {
        Due due = new Due(EmbeddedTables.client(tables), tables);
        int many = 1_000;
        List<Message> made = received(LANE, 30);
        assertThat(due.until(NOW.plusSeconds(3600), 100)).isEmpty();
        for (int number = 0; number < many; number += 25) {
            List<Write> writes = new ArrayList<>();
            for (int one = 0; one < 25; one++) {
                writes.add(messages.create(
                        of(LANE, new ThreadId("0".repeat(26), MAILBOX, true), Lifecycle.received(true, NOW))));
            }
            transactions.require(writes);
        }
        assertThat(made).extracting(Message::state).containsOnly(MessageState.UNREAD);
        assertThat(due.until(NOW.plusSeconds(59), 10_000)).isEmpty();
        assertThat(due.until(NOW.plusSeconds(60), Integer.MAX_VALUE)).hasSize(many);
        assertThat(due.until(NOW.plusSeconds(60), 10)).hasSize(10 * Tables.DUE_SHARDS);
    }

    private static List<Message> all(Function<@Nullable String, Page<Message>> pages) {
        List<Message> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Message> page = pages.apply(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private List<Message> received(Lane lane, int count) {
        List<Message> made = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            made.add(store(lane, Lifecycle.received(false, NOW)));
        }
        return made;
    }

    private Message store(Lane lane, Life life) {
        Message message = of(lane, null, life);
        transactions.require(List.of(messages.create(message)));
        return message;
    }

    private Message of(Lane lane, @Nullable ThreadId thread, Life life) {
        MessageId id = ids.message(lane);
        Matter matter = new Matter.Inbound(
                thread == null ? ThreadId.openedBy(id) : thread,
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
        return new Message(id, "acc_1", NOW, NOW, "0".repeat(64), matter, life, Map.of());
    }
}
