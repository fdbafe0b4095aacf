package dev.multimail.local.data;

import dev.multimail.effect.Blobs;
import dev.multimail.effect.Outgoing;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Every copy of mail that would have left this machine, in a table of its own. */
public final class Outbox {
    private static final String NAME = "multimail-local";

    static final CreateTableRequest TABLE = CreateTableRequest.builder()
            .tableName(NAME)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(text("pk"), text("sk"))
            .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
            .build();

    /** The key of no row. */
    static final Map<String, AttributeValue> NO_ROW =
            Map.of("pk", AttributeValue.fromS("none"), "sk", AttributeValue.fromS("none"));

    // A row has at most 400 kB.
    private static final int LARGEST_IN_A_ROW = 300_000;

    private final DynamoDbClient client;
    private final Blobs blobs;

    public Outbox(DynamoDbClient client, Blobs blobs) {
        this.client = client;
        this.blobs = blobs;
    }

    /** Keeps a copy. Whoever calls twice keeps two. */
    public void add(OutboxMail mail) {
        Map<String, AttributeValue> row = new HashMap<>();
        row.put("pk", AttributeValue.fromS(partition(mail.test())));
        row.put("sk", AttributeValue.fromS(mail.id()));
        row.put("at", AttributeValue.fromS(mail.at().toString()));
        row.put("kind", AttributeValue.fromS(mail.kind().name()));
        row.put("tag", AttributeValue.fromS(mail.tag()));
        row.put("attempt", AttributeValue.fromN(Integer.toString(mail.attempt())));
        row.put("test", AttributeValue.fromBool(mail.test()));
        row.put("from", AttributeValue.fromS(mail.mailFrom()));
        row.put(
                "to",
                AttributeValue.fromL(
                        mail.rcptTo().stream().map(AttributeValue::fromS).toList()));
        if (mail.raw().size() > LARGEST_IN_A_ROW) {
            blobs.put(blobKey(mail.id()), mail.raw());
        } else {
            row.put(
                    "raw",
                    AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(mail.raw().toByteArray())));
        }
        client.putItem(request -> request.tableName(NAME).item(row));
    }

    /** All copies after one, the newest last. */
    public List<OutboxMail> since(boolean kept, String sinceId) {
        return since(kept, sinceId, Integer.MAX_VALUE);
    }

    /**
     * The copies after one, the newest last.
     *
     * @param kept whether to list what was kept, or what would have left
     * @param sinceId the id of the last copy that is already known, or empty text
     * @param most how many at most, from the oldest
     */
    public List<OutboxMail> since(boolean kept, String sinceId, int most) {
        QueryRequest query = QueryRequest.builder()
                .tableName(NAME)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk AND sk > :since")
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(partition(kept)),
                        // No id sorts before a space; a key cannot be compared with empty text.
                        ":since", AttributeValue.fromS(sinceId.isEmpty() ? " " : sinceId)))
                .build();
        return client.queryPaginator(query).items().stream()
                .limit(most)
                .map(this::read)
                .toList();
    }

    private OutboxMail read(Map<String, AttributeValue> row) {
        String id = value(row, "sk").s();
        Octets raw = row.containsKey("raw")
                ? Octets.owning(value(row, "raw").b().asByteArray())
                : blobs.get(blobKey(id)).orElseThrow();
        return new OutboxMail(
                id,
                Instant.parse(value(row, "at").s()),
                Outgoing.Kind.valueOf(value(row, "kind").s()),
                value(row, "tag").s(),
                Integer.parseInt(value(row, "attempt").n()),
                value(row, "test").bool(),
                value(row, "from").s(),
                value(row, "to").l().stream().map(AttributeValue::s).toList(),
                raw);
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
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

    private static String partition(boolean kept) {
        return kept ? "KEPT" : "LEFT";
    }

    private static String blobKey(String id) {
        return "outbox/" + id;
    }
}
