package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How long mailboxes keep their messages, for those that do not keep them for ever: a row that the sweep looks at. */
public final class Retentions {
    private static final String NEXT = "next";

    private final Tables tables;

    public Retentions(Tables tables) {
        this.tables = tables;
    }

    /** What follows from a mailbox's change: nothing, or that its messages, the present ones too, are kept as long. */
    public List<Write> follow(Mailbox before, Mailbox after, Instant now) {
        int days = after.preferences().retentionDays();
        if (days == before.preferences().retentionDays()) {
            return List.of();
        }
        return List.of(
                days == 0
                        ? Write.delete(tables.state(), Key.retention(after.id()))
                        : Write.put(tables.state(), item(new Retention(after.id(), Duration.ofDays(days), now))));
    }

    /** Writes when the sweep looks again, on condition that the owner changed nothing since it was read. */
    public Write change(Retention before, Retention after) {
        return Write.amend(tables.state(), Key.retention(before.mailbox()), item(before), item(after), NEXT);
    }

    /** Whether a row of the state table says how long a mailbox keeps its messages. */
    public static boolean isRetention(Map<String, AttributeValue> row) {
        AttributeValue sortKey = row.get(Tables.SK);
        return sortKey != null && Key.RETENTION.equals(sortKey.s());
    }

    /** Reads such a row. */
    public static Retention read(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        return new Retention(
                new MailboxId(item.need("mbx")), Duration.ofSeconds(item.seconds("kept")), item.needTime(NEXT));
    }

    private static Item item(Retention retention) {
        Item item = Item.at(Key.retention(retention.mailbox()))
                .text("mbx", retention.mailbox().key())
                .seconds("kept", retention.kept().toSeconds())
                .time(NEXT, retention.nextAt());
        Due.write(item, retention.mailbox().key(), retention.nextAt());
        return item;
    }
}
