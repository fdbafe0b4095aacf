package dev.multimail.store;

import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Accounts. */
public final class Accounts {
    private static final String VERSION = "v";
    private static final String CLOSED = "closed";

    private final DynamoDbClient client;
    private final Tables tables;

    public Accounts(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<Account> get(String accountId) {
        return Rows.get(client, tables.state(), Key.accountRow(accountId)).map(row -> read(Item.of(row)));
    }

    /** Whether the table answers at all. */
    public boolean reachable() {
        try {
            get("health");
            return true;
        } catch (SdkException unreachable) {
            return false;
        }
    }

    public Write create(Account account) {
        return Write.create(tables.state(), item(account), Write.Guard.NEW);
    }

    /** Writes an account's next version, on condition that nobody changed it since {@code before} was read. */
    public Write change(Account before, Account after) {
        return Write.replace(
                tables.state(), Key.accountRow(before.id()), item(before), item(after), VERSION, before.version());
    }

    /**
     * Counts a change of an account that is open, and fails if it is closed. Whoever adds a mailbox or a key writes
     * this too, so that an account that closes at the same moment either sees what was added or refuses it.
     */
    public Write touch(String accountId) {
        Update update = Update.builder()
                .tableName(tables.state())
                .key(Key.accountRow(accountId).map())
                .updateExpression("ADD #version :one")
                .conditionExpression("attribute_not_exists(#closed)")
                .expressionAttributeNames(Map.of("#version", VERSION, "#closed", CLOSED))
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .build();
        return new Write(TransactWriteItem.builder().update(update).build(), Write.Guard.VERSION);
    }

    private static Item item(Account account) {
        return Item.at(Key.accountRow(account.id()))
                .text("id", account.id())
                .text("operator", account.operator())
                .text("email", account.oversightEmail().toString())
                .text("postal", account.physicalAddress())
                .number(VERSION, account.version())
                .time(CLOSED, account.closedAt())
                .flag("codes", account.operatorApproval())
                .time("ts", account.createdAt());
    }

    private static Account read(Item item) {
        return new Account(
                item.need("id"),
                item.need("operator"),
                Address.parse(item.need("email")),
                item.needTime("ts"),
                item.text("postal"),
                item.count(VERSION),
                item.time(CLOSED),
                item.flag("codes"));
    }
}
