package dev.multimail.store;

import dev.multimail.effect.Blobs;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Everything that is stored, one member per noun. */
public record Store(
        Accounts accounts,
        Mailboxes mailboxes,
        Suppressions suppressions,
        Codes codes,
        Letters letters,
        MailDomainRows domains,
        SignUps signUps,
        Allowlists allowlists,
        Messages messages,
        Bodies bodies,
        Deliverables deliverables,
        Erasures erasures,
        Retentions retentions,
        Credentials credentials,
        Contacts contacts,
        Webhooks webhooks,
        Replays replays,
        Rates rates,
        AuditLog audit,
        Seals seals,
        Due due,
        Transactions transactions,
        Advance advance) {
    /** The store over these tables and blobs. */
    public static Store over(DynamoDbClient client, Tables tables, Blobs blobs, RandomGenerator random) {
        Messages messages = new Messages(client, tables);
        Bodies bodies = new Bodies(client, tables, blobs);
        Transactions transactions = new Transactions(client, random);
        return new Store(
                new Accounts(client, tables),
                new Mailboxes(client, tables),
                new Suppressions(client, tables),
                new Codes(client, tables),
                new Letters(client, tables),
                new MailDomainRows(client, tables),
                new SignUps(client, tables),
                new Allowlists(client, tables),
                messages,
                bodies,
                new Deliverables(client, tables, bodies),
                new Erasures(client, tables, blobs, transactions),
                new Retentions(tables),
                new Credentials(client, tables),
                new Contacts(client, tables),
                new Webhooks(client, tables),
                new Replays(client, tables),
                new Rates(tables),
                new AuditLog(client, tables),
                new Seals(client, tables),
                new Due(client, tables),
                transactions,
                new Advance(messages, transactions));
    }
}
