package dev.multimail.store;

import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * Messages of all kinds: reads by id, by mailbox, by thread and by queue, and the writes that transactions are made of.
 */
public final class Messages {
    /** How many rows one page of a filtered list looks at before it answers with a cursor to go on. */
    public static final int MAX_EXAMINED = 1_000;

    static final String PENDING_QUEUE = "P#";
    static final String UNREAD_QUEUE = "U#";
    private static final String AFTER_ALL_ULIDS = "~";

    private final DynamoDbClient client;
    private final Tables tables;

    public Messages(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** Reads a message, strongly consistent. */
    public Optional<Message> get(MessageId id) {
        return Rows.get(client, tables.state(), Key.message(id)).map(MessageRows::read);
    }

    /** Writes a new message. */
    public Write create(Message message) {
        return Write.create(tables.state(), MessageRows.write(message), Write.Guard.NEW);
    }

    /** Writes a message's next version, on condition that nobody changed it since {@code before} was read. */
    public Write change(Message before, Message after) {
        return Write.replace(
                tables.state(),
                Key.message(before.id()),
                MessageRows.write(before),
                MessageRows.write(after),
                MessageRows.VERSION,
                before.life().version());
    }

    /** Remembers that a Message-ID belongs to a thread, so that answers to it find the thread (RFC 5322 §3.6.4). */
    public Write threadOf(Lane lane, String messageIdHeader, ThreadId thread) {
        Item item = Item.at(Key.messageIdHeader(lane, hash(messageIdHeader))).text("thr", thread.toString());
        return Write.put(tables.state(), item);
    }

    /** The thread of the first of these Message-IDs that the mailbox knows. */
    public Optional<ThreadId> findThread(Lane lane, List<String> messageIdHeaders) {
        if (messageIdHeaders.isEmpty()) {
            return Optional.empty();
        }
        List<Key> keys = messageIdHeaders.stream()
                .limit(50)
                .map(header -> Key.messageIdHeader(lane, hash(header)))
                .toList();
        Map<Key, Map<String, AttributeValue>> found = Rows.get(client, tables.state(), keys);
        return keys.stream()
                .filter(found::containsKey)
                .findFirst()
                .map(key ->
                        ThreadId.of(Item.of(found.getOrDefault(key, Map.of())).need("thr")));
    }

    /** A mailbox's messages, newest first. */
    public Page<Message> newest(Lane lane, int limit, @Nullable String cursor, Predicate<Message> filter) {
        return collect(position -> sorted(Key.lane(lane), Tables.SK, Key.MESSAGE, position), limit, cursor, filter);
    }

    /** A mailbox's messages that came after {@code since}, newest first. Older ones are not even looked at. */
    public Page<Message> since(
            Lane lane, MessageId since, int limit, @Nullable String cursor, Predicate<Message> filter) {
        return collect(
                position -> between(
                        Key.lane(lane), Tables.SK, justAfter(Key.MESSAGE + since.ulid()), end(Key.MESSAGE, position)),
                limit,
                cursor,
                filter);
    }

    /** A mailbox's messages that came before an instant, the oldest first; at most {@link #MAX_EXAMINED} of them. */
    public List<Message> before(Lane lane, Instant until) {
        QueryRequest query = between(Key.lane(lane), Tables.SK, Key.MESSAGE, Key.MESSAGE + Ids.beforeUlidsOf(until))
                .scanIndexForward(true)
                .limit(MAX_EXAMINED)
                .build();
        return client.query(query).items().stream().map(MessageRows::read).toList();
    }

    /** A mailbox's first message, if it has any. */
    public Optional<Message> oldest(Lane lane) {
        QueryRequest query = sorted(Key.lane(lane), Tables.SK, Key.MESSAGE, null)
                .scanIndexForward(true)
                .limit(1)
                .build();
        return client.query(query).items().stream().findFirst().map(MessageRows::read);
    }

    /** Checks that a message was not erased. */
    public Write stillThere(MessageId id) {
        return Write.present(tables.state(), Key.message(id), Write.Guard.VERSION);
    }

    /** What waits for a person in a mailbox, newest first, as of now. */
    public Page<Message> pending(Lane lane, int limit, @Nullable String cursor) {
        return queue(lane, PENDING_QUEUE, limit, cursor, message -> true);
    }

    /** What came in and was not read yet, newest first, as of now. */
    public Page<Message> unread(Lane lane, int limit, @Nullable String cursor, Predicate<Message> filter) {
        return queue(lane, UNREAD_QUEUE, limit, cursor, filter);
    }

    /** A thread's messages, oldest first. */
    public List<Message> thread(ThreadId thread) {
        List<Message> messages = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest.Builder query = sorted(
                            Key.lane(new Lane(thread.mailbox(), thread.live())),
                            Tables.THREAD_KEY,
                            Key.threadPrefix(thread),
                            null)
                    .scanIndexForward(true)
                    .indexName(Tables.THREAD_INDEX)
                    .select(Select.ALL_ATTRIBUTES);
            if (!start.isEmpty()) {
                query.exclusiveStartKey(start);
            }
            QueryResponse response = client.query(query.build());
            response.items().forEach(row -> messages.add(MessageRows.read(row)));
            start = response.lastEvaluatedKey();
        } while (!start.isEmpty() && messages.size() < MAX_EXAMINED);
        return messages;
    }

    private Page<Message> queue(
            Lane lane, String queue, int limit, @Nullable String cursor, Predicate<Message> filter) {
        return collect(
                position -> sorted(Key.lane(lane), Tables.QUEUE_KEY, queue, position)
                        .indexName(Tables.QUEUE_INDEX),
                limit,
                cursor,
                filter);
    }

    @FunctionalInterface
    private interface Part {
        QueryRequest.Builder from(@Nullable String position);
    }

    private Page<Message> collect(Part part, int limit, @Nullable String cursor, Predicate<Message> filter) {
        List<Message> messages = new ArrayList<>();
        String position = cursor;
        int examined = 0;
        while (examined < MAX_EXAMINED) {
            QueryResponse response =
                    client.query(part.from(position).limit(limit + 1).build());
            for (Map<String, AttributeValue> row : response.items()) {
                Message message = MessageRows.read(row);
                if (filter.test(message)) {
                    if (messages.size() == limit) {
                        return new Page<>(messages, position);
                    }
                    messages.add(message);
                }
                position = message.id().ulid();
            }
            examined += response.count();
            if (response.lastEvaluatedKey().isEmpty()) {
                return new Page<>(messages, null);
            }
        }
        return new Page<>(messages, position);
    }

    private QueryRequest.Builder sorted(String pk, String sortKey, String prefix, @Nullable String before) {
        return between(pk, sortKey, prefix, end(prefix, before));
    }

    private QueryRequest.Builder between(String pk, String sortKey, String from, String to) {
        return QueryRequest.builder()
                .tableName(tables.state())
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#pk", Tables.PK, "#sk", sortKey))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(pk),
                        ":from", AttributeValue.fromS(from),
                        ":to", AttributeValue.fromS(to)));
    }

    private static String end(String prefix, @Nullable String before) {
        return prefix + (before == null ? AFTER_ALL_ULIDS : justBefore(before));
    }

    // '!' sorts before every character of a ULID.
    private static String justAfter(String key) {
        return key + "!";
    }

    // BETWEEN includes its ends: this is less than the ULID itself and greater than every ULID before it.
    private static String justBefore(String ulid) {
        return ulid.substring(0, ulid.length() - 1) + (char) (ulid.charAt(ulid.length() - 1) - 1) + AFTER_ALL_ULIDS;
    }

    private static String hash(String messageIdHeader) {
        return ContentHash.ofText("message-id", messageIdHeader).substring(0, 32);
    }
}
