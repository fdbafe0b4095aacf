package dev.multimail.store;

import dev.multimail.id.Lane;
import dev.multimail.message.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Idempotency keys: what was asked under a key, and what was answered. */
public final class Replays {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final DynamoDbClient client;
    private final Tables tables;

    public Replays(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** What a key stands for. */
    public record Replay(String requestHash, int status, String body) {}

    /** The answer that was given under a key, unless it is older than {@link #KEPT}. */
    public Optional<Replay> find(Lane lane, String key, Instant now) {
        return Rows.get(client, tables.state(), Key.idempotency(lane, hash(key)))
                .map(Item::of)
                .filter(item -> item.seconds(Tables.TTL) > now.getEpochSecond())
                .map(item -> new Replay(item.need("h"), item.count("status"), item.need("body")));
    }

    /** Keeps an answer in the same transaction as what it tells of; the guard fails if the key is taken. */
    public Write keep(Lane lane, String key, Replay replay, Instant now) {
        Item item = Item.at(Key.idempotency(lane, hash(key)))
                .text("h", replay.requestHash())
                .number("status", replay.status())
                .text("body", replay.body())
                .seconds(Tables.TTL, now.plus(KEPT).getEpochSecond());
        return Write.createOrRenew(tables.state(), item, Tables.TTL, now, Write.Guard.IDEMPOTENCY);
    }

    private static String hash(String key) {
        return ContentHash.ofText("idempotency", key);
    }
}
