package dev.multimail.store;

import dev.multimail.mailbox.Suppression;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The addresses that an account sends nothing to any more. */
public final class Suppressions {
    private final DynamoDbClient client;
    private final Tables tables;

    public Suppressions(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** Finds an address, given in lower case. */
    public Optional<Suppression> get(String accountId, String normalizedAddress) {
        return Rows.get(client, tables.state(), Key.suppression(accountId, normalizedAddress))
                .map(row -> read(Item.of(row)));
    }

    /** An account's suppressed addresses, the newest first. */
    public List<Suppression> ofAccount(String accountId) {
        return Queries.prefix(client, tables.state(), Key.account(accountId), Key.SUPPRESSION).stream()
                .map(row -> read(Item.of(row)))
                .sorted(Comparator.comparing(Suppression::at).reversed().thenComparing(Suppression::address))
                .toList();
    }

    /** Remembers that a recipient bounced for good, complained or unsubscribed. */
    public Write add(String accountId, Suppression suppression) {
        Item item = Item.at(Key.suppression(accountId, suppression.address()))
                .text("address", suppression.address())
                .text("reason", suppression.reason())
                .time("at", suppression.at());
        return Write.put(tables.state(), item);
    }

    /** Lets mail go to an address again. */
    public Write remove(String accountId, String normalizedAddress) {
        return Write.delete(tables.state(), Key.suppression(accountId, normalizedAddress));
    }

    private static Suppression read(Item item) {
        return new Suppression(item.need("address"), item.need("reason"), item.needTime("at"));
    }
}
