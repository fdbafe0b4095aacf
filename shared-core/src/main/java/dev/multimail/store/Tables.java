package dev.multimail.store;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * The two tables: state, and the audit log that nobody updates or deletes from.
 *
 * @param state the name of the state table
 * @param audit the name of the audit table
 */
public record Tables(String state, String audit) {
    public static final String PK = "pk";
    public static final String SK = "sk";
    /** When DynamoDB may drop a row that nobody needs any more, in seconds since 1970. */
    public static final String TTL = "ttl";

    /** Thread index (local, keys only): {@code tk} = thread id and ULID. */
    public static final String THREAD_INDEX = "thread";

    public static final String THREAD_KEY = "tk";
    /** Queue index (local, whole rows, sparse): what waits for a person ({@code P#}) or for reading ({@code U#}). */
    public static final String QUEUE_INDEX = "queue";

    public static final String QUEUE_KEY = "qk";
    /** Due index (global, keys only, sparse): what the sweep must look at, by time. */
    public static final String DUE_INDEX = "due";

    public static final String DUE_SHARD = "shard";
    public static final String DUE_AT = "due";
    /** How many partitions the due index spreads over. */
    static final int DUE_SHARDS = 4;

    /** The names of the tables when nobody chose others. */
    public static Tables standard() {
        return new Tables("multimail-state", "multimail-audit");
    }

    /** How each table is created, where no template does it. */
    public List<CreateTableRequest> definitions() {
        return List.of(stateDefinition(), auditDefinition());
    }

    private CreateTableRequest stateDefinition() {
        return CreateTableRequest.builder()
                .tableName(state)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of(PK, SK, THREAD_KEY, QUEUE_KEY, DUE_SHARD, DUE_AT)
                        .map(Tables::text)
                        .toList())
                .keySchema(key(PK, KeyType.HASH), key(SK, KeyType.RANGE))
                .localSecondaryIndexes(
                        localIndex(THREAD_INDEX, THREAD_KEY, ProjectionType.KEYS_ONLY),
                        localIndex(QUEUE_INDEX, QUEUE_KEY, ProjectionType.ALL))
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName(DUE_INDEX)
                        .keySchema(key(DUE_SHARD, KeyType.HASH), key(DUE_AT, KeyType.RANGE))
                        .projection(Projection.builder()
                                .projectionType(ProjectionType.KEYS_ONLY)
                                .build())
                        .build())
                .streamSpecification(stream())
                .build();
    }

    private CreateTableRequest auditDefinition() {
        return CreateTableRequest.builder()
                .tableName(audit)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(PK), text(SK))
                .keySchema(key(PK, KeyType.HASH), key(SK, KeyType.RANGE))
                .streamSpecification(stream())
                .build();
    }

    private static StreamSpecification stream() {
        return StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                .build();
    }

    private static LocalSecondaryIndex localIndex(String name, String sortKey, ProjectionType projection) {
        return LocalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(PK, KeyType.HASH), key(sortKey, KeyType.RANGE))
                .projection(Projection.builder().projectionType(projection).build())
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
