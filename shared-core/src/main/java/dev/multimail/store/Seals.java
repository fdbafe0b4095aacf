package dev.multimail.store;

import dev.multimail.audit.AuditRecord;
import dev.multimail.audit.SealChain;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The seals of the audit log: a chain for each of its partitions, that is for each mailbox, and for what concerns no
 * mailbox one for the account. Seals stand in the audit table, which nobody updates or deletes from.
 */
public final class Seals {
    private static final String SEAL = "SEAL#";
    private static final String NUMBER = "%012d";
    /** DynamoDB gives at most so many rows in one call. */
    private static final int AT_ONCE = 100;

    private final DynamoDbClient client;
    private final Tables tables;

    public Seals(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /**
     * A place in a stream of the table.
     *
     * @param stream the stream's ARN. A table that was restored has another one, whose numbers begin anew
     * @param number the sequence number there
     */
    public record Position(String stream, BigInteger number) {
        /** Whether the other is in the same stream, here or before. */
        boolean reaches(Position other) {
            return stream.equals(other.stream) && number.compareTo(other.number) >= 0;
        }
    }

    /**
     * How far a chain goes.
     *
     * @param position that of the last record that is sealed; null before the first seal
     */
    public record Head(SealChain chain, @Nullable Position position) {
        /** Of a chain without seals. */
        static final Head NONE = new Head(SealChain.START, null);

        /** Whether the record at this position is sealed already. */
        public boolean covers(Position record) {
            return position != null && position.reaches(record);
        }
    }

    /**
     * A seal and what it seals.
     *
     * @param line the line that stands under the records' own
     * @param records the ids of the records, in the order in which they are sealed
     */
    public record Sealed(long number, String line, List<String> records) {
        public Sealed {
            records = List.copyOf(records);
        }
    }

    /** The partition of the audit log that a row is a record of; null if the row is a seal. */
    public static @Nullable String partition(Map<String, AttributeValue> row) {
        String partition = Item.of(row).need(Tables.PK);
        return partition.startsWith(SEAL) ? null : partition;
    }

    /** How far a partition is sealed, as of now. */
    public Head head(String partition) {
        return query(partition, "", false, 1).stream()
                .findFirst()
                .map(Item::of)
                .map(item -> new Head(
                        new SealChain(item.seconds("no"), item.need("digest")),
                        new Position(item.need("stream"), new BigInteger(item.need("pos")))))
                .orElse(Head.NONE);
    }

    /**
     * Appends a seal.
     *
     * @param position that of the last of the records
     * @return whether it is the next one; false if somebody else was first, and nothing was written
     */
    public boolean append(String partition, SealChain.Link link, List<AuditRecord> records, Position position) {
        Item item = Item.at(
                        new Key(SEAL + partition, NUMBER.formatted(link.chain().number())))
                .seconds("no", link.chain().number())
                .text("line", link.line())
                .text("digest", link.chain().latest())
                .text("stream", position.stream())
                .text("pos", position.number().toString())
                .texts("ids", records.stream().map(AuditRecord::id).toList());
        try {
            client.putItem(put -> put.tableName(tables.audit())
                    .item(item.map())
                    .conditionExpression("attribute_not_exists(" + Tables.PK + ")"));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            return false;
        }
    }

    /** The seals of a partition after a number, oldest first, until they seal so many records together. */
    public List<Sealed> after(String partition, long number, int records) {
        List<Sealed> seals = new ArrayList<>();
        int count = 0;
        for (Map<String, AttributeValue> row : query(partition, NUMBER.formatted(number) + "!", true, records)) {
            Item item = Item.of(row);
            Sealed seal = new Sealed(item.seconds("no"), item.need("line"), item.texts("ids"));
            count += seal.records().size();
            if (count > records && !seals.isEmpty()) {
                break;
            }
            seals.add(seal);
        }
        return seals;
    }

    /** The records of a seal, in the order in which they are sealed; those that are gone are left out. */
    public List<AuditRecord> records(String partition, Sealed seal) {
        List<AuditRecord> records = new ArrayList<>();
        for (int from = 0; from < seal.records().size(); from += AT_ONCE) {
            List<Key> keys = seal
                    .records()
                    .subList(from, Math.min(from + AT_ONCE, seal.records().size()))
                    .stream()
                    .map(id -> new Key(partition, id))
                    .toList();
            Map<Key, Map<String, AttributeValue>> rows = Rows.get(client, tables.audit(), keys);
            keys.stream()
                    .map(rows::get)
                    .filter(Objects::nonNull)
                    .map(AuditLog::read)
                    .forEach(records::add);
        }
        return records;
    }

    private List<Map<String, AttributeValue>> query(String partition, String after, boolean oldestFirst, int limit) {
        return client.query(QueryRequest.builder()
                        .tableName(tables.audit())
                        .consistentRead(true)
                        .scanIndexForward(oldestFirst)
                        .limit(limit)
                        .keyConditionExpression("#pk = :pk AND #sk > :after")
                        .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", Tables.SK))
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS(SEAL + partition),
                                ":after", AttributeValue.fromS(after.isEmpty() ? "!" : after)))
                        .build())
                .items();
    }
}
