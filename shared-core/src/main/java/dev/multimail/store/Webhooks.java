package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.webhook.Subscription;
import dev.multimail.webhook.WebhookDelivery;
import dev.multimail.webhook.WebhookSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Subscriptions and the deliveries to them. */
public final class Webhooks {
    /** How long a delivery is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final String ATTEMPTS = "att";

    private final DynamoDbClient client;
    private final Tables tables;

    public Webhooks(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    public Optional<Subscription> get(String accountId, String webhookId) {
        return Rows.get(client, tables.state(), Key.webhook(accountId, webhookId))
                .map(row -> subscription(Item.of(row)));
    }

    /** An account's subscriptions, the newest first. */
    public List<Subscription> ofAccount(String accountId) {
        return Queries.prefix(client, tables.state(), Key.account(accountId), Key.WEBHOOK).stream()
                .map(row -> subscription(Item.of(row)))
                .toList()
                .reversed();
    }

    public Write create(Subscription subscription) {
        return Write.create(tables.state(), item(subscription), Write.Guard.NEW);
    }

    /**
     * Writes what changed of a subscription and nothing else, so that its health and its settings do not undo each
     * other; refused if it was deleted, or if its secret was rotated meanwhile.
     */
    public Write change(Subscription before, Subscription after) {
        return Write.amend(
                tables.state(), Key.webhook(before.accountId(), before.id()), item(before), item(after), "secret");
    }

    public Write delete(Subscription subscription) {
        return Write.delete(tables.state(), Key.webhook(subscription.accountId(), subscription.id()));
    }

    public Optional<WebhookDelivery> getDelivery(String accountId, String deliveryKey) {
        return Rows.get(client, tables.state(), Key.delivery(accountId, deliveryKey))
                .map(Webhooks::readDelivery);
    }

    /** An account's deliveries, the newest first. */
    public Page<WebhookDelivery> deliveries(String accountId, int limit, @Nullable String cursor) {
        List<WebhookDelivery> found =
                Queries.newest(client, tables.state(), Key.deliveries(accountId), limit + 1, cursor).stream()
                        .map(Webhooks::readDelivery)
                        .toList();
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), found.get(limit - 1).key())
                : new Page<>(found, null);
    }

    /**
     * Writes a new delivery; one of the same event to the same endpoint exists at most once.
     *
     * @param body the text that every attempt signs and posts as UTF-8; it goes when its message is erased
     */
    public List<Write> createDelivery(WebhookDelivery delivery, String body) {
        Item post = Item.at(Key.post(delivery.about(), delivery.key()))
                .text("body", body)
                .seconds(Tables.TTL, forgottenAt(delivery));
        return List.of(
                Write.create(tables.state(), item(delivery), Write.Guard.NEW),
                Write.create(tables.state(), post, Write.Guard.NEW));
    }

    /** What a delivery posts, unless its message was erased. */
    public Optional<String> body(WebhookDelivery delivery) {
        return Rows.get(client, tables.state(), Key.post(delivery.about(), delivery.key()))
                .map(row -> Item.of(row).need("body"));
    }

    private static long forgottenAt(WebhookDelivery delivery) {
        return delivery.createdAt().plus(KEPT).getEpochSecond();
    }

    /** Writes how an attempt went, on condition that nobody else made that attempt meanwhile. */
    public Write changeDelivery(WebhookDelivery before, WebhookDelivery after) {
        return Write.replace(
                tables.state(),
                Key.delivery(before.accountId(), before.key()),
                item(before),
                item(after),
                ATTEMPTS,
                before.attempts());
    }

    /** Whether a row of the state table is a delivery. */
    public static boolean isDelivery(Map<String, AttributeValue> row) {
        return Key.begins(row, Tables.PK, Key.DELIVERY);
    }

    /** Reads a delivery's row. */
    public static WebhookDelivery readDelivery(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        return new WebhookDelivery(
                item.need(Tables.SK),
                item.need("acc"),
                item.need("hook"),
                item.need("evt"),
                item.need("name"),
                item.need("url"),
                item.need("about"),
                WebhookDelivery.Status.valueOf(item.need("st")),
                item.count(ATTEMPTS),
                item.number("resp"),
                item.needTime("ts"),
                item.time("last"),
                item.time("next"));
    }

    private static Item item(WebhookDelivery delivery) {
        Item item = Item.at(Key.delivery(delivery.accountId(), delivery.key()))
                .text("acc", delivery.accountId())
                .text("hook", delivery.subscriptionId())
                .text("evt", delivery.eventId())
                .text("name", delivery.eventName())
                .text("url", delivery.url())
                .text("about", delivery.about())
                .text("st", delivery.status().name())
                .number(ATTEMPTS, delivery.attempts())
                .number("resp", delivery.responseStatus())
                .time("ts", delivery.createdAt())
                .time("last", delivery.lastAttemptAt())
                .time("next", delivery.nextAt())
                .seconds(Tables.TTL, forgottenAt(delivery));
        Due.write(item, delivery.key(), delivery.nextAt());
        return item;
    }

    private static Item item(Subscription subscription) {
        return Item.at(Key.webhook(subscription.accountId(), subscription.id()))
                .text("id", subscription.id())
                .text("acc", subscription.accountId())
                .text("url", subscription.url())
                .texts("events", subscription.events())
                .text(
                        "mbx",
                        subscription.mailbox() == null
                                ? null
                                : subscription.mailbox().key())
                .text("secret", subscription.secret().value())
                .time("ts", subscription.createdAt())
                .time("failing", subscription.failingSince())
                .time("disabled", subscription.disabledAt())
                .text(
                        "old",
                        subscription.previousSecret() == null
                                ? null
                                : subscription.previousSecret().value())
                .time("old_until", subscription.previousUntil());
    }

    private static Subscription subscription(Item item) {
        String mailbox = item.text("mbx");
        String previous = item.text("old");
        return new Subscription(
                item.need("id"),
                item.need("acc"),
                item.need("url"),
                item.texts("events"),
                mailbox == null ? null : new MailboxId(mailbox),
                new WebhookSecret(item.need("secret")),
                item.needTime("ts"),
                item.time("failing"),
                item.time("disabled"),
                previous == null ? null : new WebhookSecret(previous),
                item.time("old_until"));
    }
}
