package dev.multimail.store;

import dev.multimail.message.Address;
import dev.multimail.message.Letter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the service itself writes to people. */
public final class Letters {
    /** How long a letter is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final String VERSION = "v";

    private final DynamoDbClient client;
    private final Tables tables;

    public Letters(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<Letter> get(String id) {
        return Rows.get(client, tables.state(), Key.letter(id)).map(Letters::read);
    }

    public Write create(Letter letter) {
        return Write.create(tables.state(), item(letter), Write.Guard.NEW);
    }

    public Write change(Letter before, Letter after) {
        return Write.replace(
                tables.state(), Key.letter(before.id()), item(before), item(after), VERSION, before.version());
    }

    /** Whether a row of the state table is a letter. */
    public static boolean isLetter(Map<String, AttributeValue> row) {
        return Key.begins(row, Tables.PK, Key.LETTER);
    }

    /** Reads a letter's row. */
    public static Letter read(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        return new Letter(
                item.need("id"),
                Letter.Kind.valueOf(item.need("kind")),
                Address.parse(item.need("to")),
                item.map("facts"),
                item.needTime("ts"),
                item.time("mailed"),
                item.count(VERSION));
    }

    private static Item item(Letter letter) {
        Item item = Item.at(Key.letter(letter.id()))
                .text("id", letter.id())
                .text("kind", letter.kind().name())
                .text("to", letter.to().toString())
                .map("facts", letter.facts())
                .time("ts", letter.createdAt())
                .time("mailed", letter.mailedAt())
                .number(VERSION, letter.version())
                .seconds(Tables.TTL, letter.createdAt().plus(KEPT).getEpochSecond());
        Due.write(item, letter.id(), letter.mailedAt() == null ? letter.createdAt() : null);
        return item;
    }
}
