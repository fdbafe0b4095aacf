package dev.multimail.store;

import dev.multimail.mailbox.MailDomain;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The domains that accounts brought along; each belongs to one account. */
public final class MailDomainRows {
    private static final String VERSION = "v";

    private final DynamoDbClient client;
    private final Tables tables;

    public MailDomainRows(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<MailDomain> get(String accountId, String id) {
        return Rows.get(client, tables.state(), Key.domainOf(accountId, id)).map(row -> read(Item.of(row)));
    }

    /** Whose domain this is, by its name in lower case. */
    public Optional<MailDomain> find(String name) {
        return Rows.get(client, tables.state(), Key.domainName(name))
                .map(Item::of)
                .flatMap(row -> get(row.need("acc"), row.need("id")));
    }

    /** An account's domains, the newest first. */
    public List<MailDomain> ofAccount(String accountId) {
        return Queries.prefix(client, tables.state(), Key.account(accountId), Key.DOMAIN).stream()
                .map(row -> read(Item.of(row)))
                .toList()
                .reversed();
    }

    /** Writes a new domain and claims its name; the guard {@code ADDRESS} fails if somebody has it. */
    public List<Write> create(MailDomain domain) {
        Item name = Item.at(Key.domainName(domain.name()))
                .text("acc", domain.accountId())
                .text("id", domain.id());
        return List.of(
                Write.create(tables.state(), item(domain), Write.Guard.NEW),
                Write.create(tables.state(), name, Write.Guard.ADDRESS));
    }

    public Write change(MailDomain before, MailDomain after) {
        return Write.replace(
                tables.state(),
                Key.domainOf(before.accountId(), before.id()),
                item(before),
                item(after),
                VERSION,
                before.version());
    }

    public List<Write> delete(MailDomain domain) {
        return List.of(
                Write.delete(tables.state(), Key.domainOf(domain.accountId(), domain.id())),
                Write.delete(tables.state(), Key.domainName(domain.name())));
    }

    private static Item item(MailDomain domain) {
        return Item.at(Key.domainOf(domain.accountId(), domain.id()))
                .text("id", domain.id())
                .text("acc", domain.accountId())
                .text("domain", domain.name())
                .texts("dkim", domain.dkimTokens())
                .time("ts", domain.createdAt())
                .time("verified", domain.verifiedAt())
                .number(VERSION, domain.version());
    }

    private static MailDomain read(Item item) {
        return new MailDomain(
                item.need("id"),
                item.need("acc"),
                item.need("domain"),
                item.texts("dkim"),
                item.needTime("ts"),
                item.time("verified"),
                item.count(VERSION));
    }
}
