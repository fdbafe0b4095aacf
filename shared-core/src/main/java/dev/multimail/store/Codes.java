package dev.multimail.store;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.id.MailboxId;
import dev.multimail.message.Address;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Codes that were mailed to owners. */
public final class Codes {
    private static final String VERSION = "v";

    private final DynamoDbClient client;
    private final Tables tables;

    public Codes(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<OneTimeCode> get(String codeId) {
        return Rows.get(client, tables.state(), Key.code(codeId)).map(Codes::read);
    }

    /** Writes the first code of an id. */
    public Write create(OneTimeCode code) {
        return Write.create(tables.state(), item(code), Write.Guard.VERSION);
    }

    /** Writes what became of a code, or another one in its place, unless something else did meanwhile. */
    public Write change(OneTimeCode before, OneTimeCode after) {
        return Write.replace(
                tables.state(), Key.code(before.id()), item(before), item(after), VERSION, before.version());
    }

    /** Whether a row of the state table is a code. */
    public static boolean isCode(Map<String, AttributeValue> row) {
        return Key.begins(row, Tables.PK, Key.CODE);
    }

    /** Reads a code's row. */
    public static OneTimeCode read(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        String mailbox = item.text("mbx");
        return new OneTimeCode(
                item.need("id"),
                item.need("acc"),
                mailbox == null ? null : new MailboxId(mailbox),
                item.need("what"),
                Address.parse(item.need("to")),
                item.text("key"),
                item.texts("asked").stream().map(Instant::parse).toList(),
                item.needTime("exp"),
                item.count(VERSION),
                item.count("tries"),
                item.time("mailed"),
                item.time("used"));
    }

    private static Item item(OneTimeCode code) {
        MailboxId mailbox = code.mailbox();
        Item item = Item.at(Key.code(code.id()))
                .text("id", code.id())
                .text("acc", code.accountId())
                .text("mbx", mailbox == null ? null : mailbox.key())
                .text("what", code.what())
                .text("to", code.to().toString())
                .text("key", code.keyId())
                .texts("asked", code.asked().stream().map(Instant::toString).toList())
                .time("exp", code.expiresAt())
                .number(VERSION, code.version())
                .number("tries", code.tries())
                .time("mailed", code.mailedAt())
                .time("used", code.usedAt());
        boolean waits = code.mailedAt() == null && code.usedAt() == null;
        Due.write(item, code.id(), waits ? code.asked().getLast() : null);
        return item;
    }
}
