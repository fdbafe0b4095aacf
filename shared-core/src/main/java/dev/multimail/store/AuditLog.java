package dev.multimail.store;

import dev.multimail.audit.AuditRecord;
import dev.multimail.audit.Usage;
import dev.multimail.id.MailboxId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The audit log: appended to, and never changed. */
public final class AuditLog {
    private final DynamoDbClient client;
    private final Tables tables;

    public AuditLog(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** A record as part of the transaction that it tells of. */
    public Write append(AuditRecord entry) {
        return Write.create(tables.audit(), item(entry), Write.Guard.NEW);
    }

    /** Writes a record of something that changed nothing else, such as a read or a refusal. */
    public void record(AuditRecord entry) {
        try {
            client.putItem(put -> put.tableName(tables.audit())
                    .item(item(entry).map())
                    .conditionExpression("attribute_not_exists(" + Tables.PK + ")"));
        } catch (ConditionalCheckFailedException alreadyThere) {
            // The client repeated a request whose answer was lost: the record, whose id is unique, is there.
            return;
        }
    }

    /**
     * The records of an account and some of its mailboxes as one list, newest first.
     *
     * @param mailboxes whose records are wanted
     * @param withAccount whether records that concern no mailbox are wanted too
     */
    public Page<AuditRecord> newest(
            String accountId, List<MailboxId> mailboxes, boolean withAccount, int limit, @Nullable String cursor) {
        List<AuditRecord> records = new ArrayList<>();
        for (String partition : partitions(accountId, mailboxes, withAccount)) {
            Queries.newest(client, tables.audit(), partition, limit + 1, cursor).forEach(row -> records.add(read(row)));
        }
        records.sort(Comparator.comparing(AuditRecord::id).reversed());
        return records.size() > limit
                ? new Page<>(records.subList(0, limit), records.get(limit - 1).id())
                : new Page<>(records, null);
    }

    /** Counts what the records of a span tell, {@code from} included and {@code until} not. */
    public Usage usage(String accountId, List<MailboxId> mailboxes, boolean withAccount, Instant from, Instant until) {
        return Usage.of(partitions(accountId, mailboxes, withAccount).stream()
                .flatMap(partition -> Queries.between(
                        client, tables.audit(), partition, Ids.beforeUlidsOf(from), Ids.beforeUlidsOf(until)))
                .map(AuditLog::read));
    }

    /** Where the records of a mailbox are; of an account's own without one. */
    public static String partition(String accountId, @Nullable MailboxId mailbox) {
        return mailbox == null ? Key.account(accountId) : mailboxPartition(mailbox);
    }

    private static List<String> partitions(String accountId, List<MailboxId> mailboxes, boolean withAccount) {
        List<String> partitions = new ArrayList<>();
        mailboxes.forEach(mailbox -> partitions.add(mailboxPartition(mailbox)));
        if (withAccount) {
            partitions.add(Key.account(accountId));
        }
        return partitions;
    }

    private static String mailboxPartition(MailboxId mailbox) {
        return Key.MAILBOX + mailbox.key();
    }

    private static Item item(AuditRecord entry) {
        return Item.at(new Key(partition(entry.accountId(), entry.mailbox()), entry.id()))
                .time("at", entry.at())
                .text("acc", entry.accountId())
                .text("mbx", entry.mailbox() == null ? null : entry.mailbox().key())
                .flag("live", entry.live())
                .text("actor", entry.actor())
                .text("act", entry.action())
                .text("out", entry.outcome())
                .text("res", entry.resource())
                .text("req", entry.requestId())
                .map("more", entry.details());
    }

    /** Reads a record's row. */
    public static AuditRecord read(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        String mailbox = item.text("mbx");
        return new AuditRecord(
                item.need(Tables.SK),
                item.needTime("at"),
                item.need("acc"),
                mailbox == null ? null : new MailboxId(mailbox),
                item.flag("live"),
                item.need("actor"),
                item.need("act"),
                item.need("out"),
                item.text("res"),
                item.need("req"),
                item.map("more"));
    }
}
