package dev.multimail.store;

import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Accounts. */
public final class Accounts {
    private final DynamoDbClient client;
    private final Tables tables;

    public Accounts(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<Account> get(String accountId) {
        return Rows.get(client, tables.state(), Key.accountRow(accountId)).map(row -> {
            Item item = Item.of(row);
            return new Account(
                    item.need("id"), item.need("operator"), Address.parse(item.need("email")), item.needTime("ts"));
        });
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
        Item item = Item.at(Key.accountRow(account.id()))
                .text("id", account.id())
                .text("operator", account.operator())
                .text("email", account.oversightEmail().toString())
                .time("ts", account.createdAt());
        return Write.create(tables.state(), item, Write.Guard.NEW);
    }
}
