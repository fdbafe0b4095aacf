package dev.multimail.store;

import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Accounts. */
public final class Accounts {
    private static final String VERSION = "v";

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

    private static Item item(Account account) {
        return Item.at(Key.accountRow(account.id()))
                .text("id", account.id())
                .text("operator", account.operator())
                .text("email", account.oversightEmail().toString())
                .text("postal", account.physicalAddress())
                .number(VERSION, account.version())
                .time("closed", account.closedAt())
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
                item.time("closed"),
                item.flag("codes"));
    }
}
