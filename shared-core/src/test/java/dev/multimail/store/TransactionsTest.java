package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import dev.multimail.policy.OversightMode;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Replays.Replay;
import dev.multimail.store.testing.EmbeddedTables;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransactionsTest {
    private static final Instant NOW = Instant.parse("2027-03-01T09:00:00Z");

    private final Tables tables = EmbeddedTables.create();
    private final DynamoDbClient client = EmbeddedTables.client(tables);
    private final Transactions transactions = new Transactions(client, new Random(1));
    private final Mailboxes mailboxes = new Mailboxes(client, tables);
    private final Suppressions suppressions = new Suppressions(client, tables);
    private final Messages messages = new Messages(client, tables);
    private final Replays replays = new Replays(client, tables);

    @Test
    void theGuardThatFailedIsNamedAndNothingIsWritten() {
        Mailbox mailbox = mailbox(1, true);
        transactions.require(mailboxes.create(mailbox));
        Message message = new SomeRows(3).message();
        Address ann = Address.parse("ann@example.org");
        transactions.require(List.of(suppressions.add("acc_1", new Suppression(ann.normalized(), "bounce", NOW))));
        Replay replay = new Replay("hash", 202, "{}");
        Write taken = replays.keep(message.id().lane(), "key", replay, NOW);
        transactions.require(List.of(taken));

        assertFails(message, taken, Write.Guard.IDEMPOTENCY);
        assertFails(message, mailboxes.stillConfigured(mailbox(2, true)), Write.Guard.MAILBOX);
        assertFails(message, mailboxes.stillApprover(mailbox.id(), "eve@example.com"), Write.Guard.APPROVER);
        assertFails(message, mailboxes.notSuppressed("acc_1", ann), Write.Guard.SUPPRESSED);
        assertFails(message, mailboxes.create(mailbox).get(1), Write.Guard.ADDRESS);
        Message unknown = new SomeRows(4).message();
        assertFails(message, messages.change(unknown, unknown.withTags(Map.of())), Write.Guard.VERSION);
        assertThat(replays.find(message.id().lane(), "key", NOW)).contains(replay);

        assertThat(transactions.commit(List.of(
                        messages.create(message),
                        mailboxes.stillApprover(mailbox.id(), "ann@example.com"),
                        mailboxes.notSuppressed("acc_2", ann))))
                .isEmpty();
        assertThat(messages.get(message.id())).contains(message);
        assertThat(transactions.commit(List.of(mailboxes.stillConfigured(mailbox))))
                .isEmpty();
    }

    private void assertFails(Message message, Write write, Write.Guard guard) {
        assertThat(transactions.commit(List.of(messages.create(message), write)))
                .contains(guard);
        assertThat(messages.get(message.id())).isEmpty();
        assertThatThrownBy(() -> transactions.require(List.of(messages.create(message), write)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TRY_AGAIN));
    }

    @Test
    void aMailboxThatIsNotActiveLetsNothingLeave() {
        Mailbox mailbox = mailbox(1, false);
        transactions.require(mailboxes.create(mailbox));
        assertThat(transactions.commit(List.of(mailboxes.stillConfigured(mailbox))))
                .contains(Write.Guard.MAILBOX);
    }

    @Test
    void anAnswerIsKeptForThirtyDays() {
        Message message = new SomeRows(3).message();
        Replay replay = new Replay("hash", 202, "{}");
        transactions.require(List.of(replays.keep(message.id().lane(), "key", replay, NOW)));
        Instant end = NOW.plus(Duration.ofDays(30));
        assertThat(replays.find(message.id().lane(), "key", end.minusSeconds(1)))
                .contains(replay);
        assertThat(replays.find(message.id().lane(), "key", end)).isEmpty();
        assertThat(replays.find(message.id().lane(), "other", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void whatPassesByIsTriedAgain(String reason) {
        Deque<String> reasons = new ArrayDeque<>(List.of(reason, reason, reason));
        assertThat(new Transactions(answering(reasons), new Random(1)).commit(List.of()))
                .isEmpty();
        assertThat(reasons).isEmpty();
    }

    @Test
    void rowsThatStayBusyAreToldAfterTwelveTries() {
        Deque<String> reasons = new ArrayDeque<>();
        for (int number = 0; number < 13; number++) {
            reasons.add("TransactionConflict");
        }
        assertThatThrownBy(() -> new Transactions(answering(reasons), new Random(1)).commit(List.of()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TRY_AGAIN));
        assertThat(reasons).hasSize(1);
    }

    @Test
    void whatIsWrongWithTheRequestItselfIsNotTriedAgain() {
        Deque<String> reasons = new ArrayDeque<>(List.of("ValidationError", "ValidationError"));
        assertThatThrownBy(() -> new Transactions(answering(reasons), new Random(1)).commit(List.of()))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(reasons).hasSize(1);
    }

    @Test
    void ofManyThatWriteOneRowAtOnceExactlyOneGoesThrough() throws InterruptedException, ExecutionException {
        Message message = new SomeRows(3).message();
        transactions.require(List.of(messages.create(message)));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<Write.Guard>>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int number = 0; number < 16; number++) {
                Message after = message.withTags(Map.of("winner", Integer.toString(number)));
                all.add(threads.submit(() -> {
                    start.await();
                    return transactions.commit(List.of(messages.change(message, after)));
                }));
            }
            start.countDown();
        }
        int won = 0;
        for (Future<Optional<Write.Guard>> one : all) {
            won += one.get().isEmpty() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
    }

    private static DynamoDbClient answering(Deque<String> reasons) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, given) -> {
                    assertThat(method.getName()).isEqualTo("transactWriteItems");
                    if (reasons.isEmpty()) {
                        return TransactWriteItemsResponse.builder().build();
                    }
                    throw TransactionCanceledException.builder()
                            .cancellationReasons(
                                    CancellationReason.builder().code("None").build(),
                                    CancellationReason.builder()
                                            .code(reasons.pop())
                                            .build())
                            .build();
                });
    }

    private static Mailbox mailbox(int version, boolean active) {
        return new Mailbox(
                new SomeRows(1).mailboxId(),
                "acc_1",
                Address.parse("buyer@example.com"),
                null,
                OversightMode.GATED_SEND,
                version,
                active,
                List.of(Address.parse("ann@example.com")),
                Mailbox.DEFAULT_TTL,
                List.of(),
                NOW);
    }
}
