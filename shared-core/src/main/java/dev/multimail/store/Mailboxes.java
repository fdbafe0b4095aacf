package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.policy.OversightMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Mailboxes: their configuration, the addresses that they hold for ever, and which account owns which. */
public final class Mailboxes {
    private static final String VERSION = "mv";

    private final DynamoDbClient client;
    private final Tables tables;

    public Mailboxes(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** A mailbox and those of some recipients that bounced or complained earlier. */
    public record Sending(Mailbox mailbox, List<Address> suppressed) {
        public Sending {
            suppressed = List.copyOf(suppressed);
        }
    }

    /** Reads a mailbox, strongly consistent. */
    public Optional<Mailbox> get(MailboxId id) {
        return Rows.get(client, tables.state(), Key.mailbox(id)).map(row -> read(Item.of(row)));
    }

    /** Reads, in one call, what a send must know. */
    public Optional<Sending> forSending(MailboxId id, String accountId, List<Address> recipients) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.mailbox(id));
        recipients.forEach(recipient -> keys.add(Key.suppression(accountId, recipient.normalized())));
        Map<Key, Map<String, AttributeValue>> rows = Rows.get(client, tables.state(), keys);
        List<Address> suppressed = recipients.stream()
                .filter(recipient -> rows.containsKey(Key.suppression(accountId, recipient.normalized())))
                .toList();
        return Optional.ofNullable(rows.get(Key.mailbox(id))).map(row -> new Sending(read(Item.of(row)), suppressed));
    }

    /** Finds the mailbox that holds an address. */
    public Optional<MailboxId> find(Address address) {
        return Rows.get(client, tables.state(), Key.address(address.normalized()))
                .map(row -> new MailboxId(Item.of(row).need("mbx")));
    }

    /** An account's mailboxes, the newest first. */
    public List<Mailbox> ofAccount(String accountId) {
        List<Key> keys = Queries.prefix(client, tables.state(), Key.account(accountId), Key.MAILBOX).stream()
                .map(row -> Key.mailbox(new MailboxId(Item.of(row).need("mbx"))))
                .toList();
        List<Mailbox> mailboxes = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += 100) {
            Rows.get(client, tables.state(), keys.subList(from, Math.min(from + 100, keys.size())))
                    .values()
                    .forEach(row -> mailboxes.add(read(Item.of(row))));
        }
        mailboxes.sort(Comparator.comparing(Mailbox::createdAt).reversed());
        return mailboxes;
    }

    /** Writes a new mailbox and takes its address, which is never given to another one. */
    public List<Write> create(Mailbox mailbox) {
        String key = mailbox.id().key();
        return List.of(
                Write.create(tables.state(), item(mailbox), Write.Guard.NEW),
                Write.create(
                        tables.state(),
                        Item.at(Key.address(mailbox.address().normalized())).text("mbx", key),
                        Write.Guard.ADDRESS),
                Write.create(
                        tables.state(),
                        Item.at(Key.mailboxOf(mailbox.accountId(), mailbox.id()))
                                .text("mbx", key),
                        Write.Guard.NEW));
    }

    /** Writes a mailbox's next configuration, on condition that nobody changed it since {@code before} was read. */
    public Write change(Mailbox before, Mailbox after) {
        return Write.replace(
                tables.state(), Key.mailbox(before.id()), item(before), item(after), VERSION, before.modeVersion());
    }

    /** Counts a change of a mailbox that stays as it is, on condition that nobody changed it since it was read. */
    public Write touch(Mailbox mailbox) {
        return change(mailbox, mailbox.allowing(mailbox.allowlist()));
    }

    /** Checks that a mailbox is active and still has the configuration that a decision was made under. */
    public Write stillConfigured(Mailbox mailbox) {
        return Write.check(
                tables.state(),
                Key.mailbox(mailbox.id()),
                "#version = :version AND #active = :true",
                Map.of("#version", VERSION, "#active", "active"),
                Map.of(
                        ":version", AttributeValue.fromN(Integer.toString(mailbox.modeVersion())),
                        ":true", AttributeValue.fromBool(true)),
                Write.Guard.MAILBOX);
    }

    /** Checks that somebody is an approver of a mailbox at this very moment. */
    public Write stillApprover(MailboxId id, String email) {
        return Write.check(
                tables.state(),
                Key.mailbox(id),
                "contains(#approvers, :email)",
                Map.of("#approvers", "approvers"),
                Map.of(":email", AttributeValue.fromS(email)),
                Write.Guard.APPROVER);
    }

    /** Checks that a recipient did not bounce or complain earlier. */
    public Write notSuppressed(String accountId, Address recipient) {
        return Write.absent(tables.state(), Key.suppression(accountId, recipient.normalized()), Write.Guard.SUPPRESSED);
    }

    private static Item item(Mailbox mailbox) {
        return Item.at(Key.mailbox(mailbox.id()))
                .text("mbx", mailbox.id().key())
                .text("acc", mailbox.accountId())
                .text("address", mailbox.address().toString())
                .text("name", mailbox.displayName())
                .text("mode", mailbox.mode().wire())
                .number(VERSION, mailbox.modeVersion())
                .flag("active", mailbox.active())
                .texts(
                        "approvers",
                        mailbox.approvers().stream().map(Address::normalized).toList())
                .seconds("ttl_s", mailbox.pendingTtl().toSeconds())
                .texts("allow", mailbox.allowlist())
                .time("ts", mailbox.createdAt())
                .nested("pref", item(mailbox.preferences()));
    }

    private static Item item(Preferences preferences) {
        return Item.nested()
                .texts(
                        "cc",
                        preferences.autoCc().stream().map(Address::toString).toList())
                .texts(
                        "bcc",
                        preferences.autoBcc().stream().map(Address::toString).toList())
                .text("sig", preferences.signature())
                .text(
                        "gate",
                        preferences.gateTiming() == GateTiming.GATE_FIRST
                                ? null
                                : preferences.gateTiming().wire())
                .flag("unscheduled", !preferences.scheduling())
                .flag("setup", preferences.toolsReady())
                .flag("bulk", preferences.bulkSender())
                .number("sends", preferences.sendsPerHour())
                .number("days", preferences.retentionDays() == 0 ? null : preferences.retentionDays());
    }

    private static Preferences preferences(@Nullable Item item) {
        return item == null
                ? Preferences.standard()
                : new Preferences(
                        item.texts("cc").stream().map(Address::parse).toList(),
                        item.texts("bcc").stream().map(Address::parse).toList(),
                        item.text("sig"),
                        GateTiming.parse(Objects.requireNonNullElse(item.text("gate"), ""))
                                .orElse(GateTiming.GATE_FIRST),
                        !item.flag("unscheduled"),
                        item.flag("setup"),
                        item.flag("bulk"),
                        Objects.requireNonNullElse(item.number("sends"), Preferences.DEFAULT_SENDS_PER_HOUR),
                        item.count("days"));
    }

    static Mailbox read(Item item) {
        return new Mailbox(
                new MailboxId(item.need("mbx")),
                item.need("acc"),
                Address.parse(item.need("address")),
                item.text("name"),
                OversightMode.parse(item.need("mode")).orElseThrow(),
                item.count(VERSION),
                item.flag("active"),
                item.texts("approvers").stream().map(Address::parse).toList(),
                Duration.ofSeconds(item.seconds("ttl_s")),
                item.texts("allow"),
                item.needTime("ts"),
                preferences(item.nested("pref")));
    }
}
