package dev.multimail.store;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Commits several writes together or not at all. Transactions that merely met another one on the same row are tried
 * again with jitter; a failed condition is an answer and not an error.
 */
public final class Transactions {
    private static final int MAX_TRIES = 12;
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);

    private final DynamoDbClient client;
    private final RandomGenerator random;

    public Transactions(DynamoDbClient client, RandomGenerator random) {
        this.client = client;
        this.random = random;
    }

    /**
     * Commits, and answers empty; or changes nothing, and names the guard that failed.
     *
     * @throws Problem {@code try_again} if the rows stayed busy
     */
    public Optional<Write.Guard> commit(List<Write> writes) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(writes.stream().map(Write::item).toList())
                .build();
        for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
            try {
                client.transactWriteItems(request);
                return Optional.empty();
            } catch (TransactionCanceledException canceled) {
                Optional<Write.Guard> failed = failedGuard(canceled, writes);
                if (failed.isPresent()) {
                    return failed;
                }
                if (!passes(canceled)) {
                    throw canceled;
                }
            }
            pause(attempt);
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    /**
     * Commits writes that nothing should stand in the way of.
     *
     * @throws Problem {@code try_again} if something does
     */
    public void require(List<Write> writes) {
        if (commit(writes).isPresent()) {
            throw Problem.of(ErrorCode.TRY_AGAIN);
        }
    }

    private static Optional<Write.Guard> failedGuard(TransactionCanceledException canceled, List<Write> writes) {
        List<CancellationReason> reasons = canceled.cancellationReasons();
        for (int index = 0; index < reasons.size(); index++) {
            if ("ConditionalCheckFailed".equals(reasons.get(index).code())) {
                return Optional.of(writes.get(index).guard());
            }
        }
        return Optional.empty();
    }

    private static boolean passes(TransactionCanceledException canceled) {
        return canceled.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()));
    }

    // Full jitter: the pauses of those that met spread out, so that they do not meet again.
    private void pause(int attempt) {
        long ceiling = FIRST_PAUSE.toNanos() << Math.min(attempt, 6);
        LockSupport.parkNanos(random.nextLong(1, ceiling));
    }
}
