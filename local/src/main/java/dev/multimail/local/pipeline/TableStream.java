package dev.multimail.local.pipeline;

import dev.multimail.local.data.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The changes of a table in their order, read from where an earlier process stopped. An embedded table's shards follow
 * one another, each the child of the one before.
 */
final class TableStream {
    private static final int AT_ONCE = 500;

    private final DynamoDbStreamsClient client;
    private final String arn;
    private final Checkpoint checkpoint;
    private @Nullable String shard;
    private @Nullable String iterator;

    TableStream(DynamoDbStreamsClient client, String arn, Checkpoint checkpoint) {
        this.client = client;
        this.arn = arn;
        this.checkpoint = checkpoint;
    }

    String arn() {
        return arn;
    }

    /** The next changes, none if there are none yet. They come again until {@link #done} was told of them. */
    List<Record> next() {
        if (iterator == null && !open()) {
            return List.of();
        }
        try {
            GetRecordsResponse response =
                    client.getRecords(request -> request.shardIterator(iterator).limit(AT_ONCE));
            iterator = response.nextShardIterator();
            return response.records();
        } catch (ExpiredIteratorException | TrimmedDataAccessException gone) {
            iterator = null;
            return List.of();
        }
    }

    /** Everything up to this change has had its effects. */
    void done(Record last) {
        checkpoint.save(shard == null ? "" : shard, last.dynamodb().sequenceNumber());
    }

    /** Reads on behind the last change that is done. */
    void rewind() {
        iterator = null;
        shard = null;
    }

    private boolean open() {
        List<Shard> shards = shards();
        Optional<Checkpoint.Position> reached = checkpoint.read();
        if (shard == null && reached.isPresent() && has(shards, reached.get().shard())) {
            shard = reached.get().shard();
            iterator = after(shard, reached.get().sequenceNumber());
            return true;
        }
        Optional<String> following = following(shards);
        if (following.isEmpty()) {
            return false;
        }
        boolean again = following.get().equals(shard);
        shard = following.get();
        iterator = again && reached.isPresent() && reached.get().shard().equals(shard)
                ? after(shard, reached.get().sequenceNumber())
                : from(shard);
        return true;
    }

    // The first shard at the start; afterwards the child of the one that ended, or the same one while it has no child.
    private Optional<String> following(List<Shard> shards) {
        String ended = shard;
        if (ended == null || !has(shards, ended)) {
            return shards.stream().map(Shard::shardId).findFirst();
        }
        return shards.stream()
                .filter(candidate -> ended.equals(candidate.parentShardId()))
                .map(Shard::shardId)
                .findFirst()
                .or(() -> Optional.of(ended));
    }

    private static boolean has(List<Shard> shards, String id) {
        return shards.stream().anyMatch(candidate -> candidate.shardId().equals(id));
    }

    private String after(String shardId, String sequenceNumber) {
        try {
            return client.getShardIterator(GetShardIteratorRequest.builder()
                            .streamArn(arn)
                            .shardId(shardId)
                            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                            .sequenceNumber(sequenceNumber)
                            .build())
                    .shardIterator();
        } catch (TrimmedDataAccessException | ResourceNotFoundException gone) {
            return from(shardId);
        }
    }

    private String from(String shardId) {
        return client.getShardIterator(GetShardIteratorRequest.builder()
                        .streamArn(arn)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                        .build())
                .shardIterator();
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        String from = null;
        do {
            DescribeStreamResponse page = client.describeStream(DescribeStreamRequest.builder()
                    .streamArn(arn)
                    .exclusiveStartShardId(from)
                    .build());
            shards.addAll(page.streamDescription().shards());
            from = page.streamDescription().lastEvaluatedShardId();
        } while (from != null);
        return shards;
    }
}
