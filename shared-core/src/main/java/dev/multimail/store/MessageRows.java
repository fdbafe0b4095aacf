package dev.multimail.store;

import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Handover;
import dev.multimail.message.Life;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import dev.multimail.message.SpamLabel;
import dev.multimail.policy.OversightMode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps a message to its row and back. */
public final class MessageRows {
    static final String VERSION = "v";
    static final String STATE = "st";

    private MessageRows() {}

    /** Whether a row of the state table is a message. */
    public static boolean isMessage(Map<String, AttributeValue> row) {
        return Key.begins(row, Tables.SK, Key.MESSAGE);
    }

    /** Reads a message's row. */
    public static Message read(Map<String, AttributeValue> row) {
        Item item = Item.of(row);
        return new Message(
                Key.messageId(item),
                item.need("acc"),
                item.needTime("ts"),
                item.needTime("upd"),
                item.need("hash"),
                MatterRows.read(item),
                life(item),
                item.map("tags"),
                SpamLabel.valueOf(Objects.requireNonNullElse(item.text("spam"), "NONE")));
    }

    static Item write(Message message) {
        Life life = message.life();
        Item item = Item.at(Key.message(message.id()))
                .text("acc", message.accountId())
                .time("ts", message.createdAt())
                .time("upd", message.updatedAt())
                .text("hash", message.contentHash())
                .map("tags", message.tags())
                .text(
                        "spam",
                        message.label() == SpamLabel.NONE
                                ? null
                                : message.label().name());
        MatterRows.write(item, message.matter());
        write(item, life);
        Due.write(item, message.id().ulid(), life.wakeAt());
        item.text(Tables.QUEUE_KEY, queueKey(message));
        return item;
    }

    static @Nullable String queueKey(Message message) {
        return switch (message.state()) {
            case PENDING, PENDING_INBOUND ->
                Messages.PENDING_QUEUE + message.id().ulid();
            case UNREAD -> Messages.UNREAD_QUEUE + message.id().ulid();
            case SCHEDULED, QUEUED, SENDING, SENT, UNCONFIRMED, FAILED, REJECTED, CANCELLED, EXPIRED, APPLIED, READ ->
                null;
        };
    }

    private static void write(Item item, Life life) {
        item.text(STATE, life.state().wire())
                .number(VERSION, life.version())
                .number("att", life.attempt())
                .time("exp", life.expiresAt())
                .time("sat", life.sendAt())
                .time("wake", life.wakeAt())
                .text(
                        "mode",
                        life.sendingMode() == null ? null : life.sendingMode().wire())
                .number("na", life.noticesAsked())
                .time("nat", life.noticedAt());
        Approval approval = life.approval();
        if (approval != null) {
            item.nested(
                    "ap",
                    Item.nested()
                            .text("k", approval.kind().name())
                            .text("by", approval.by())
                            .time("at", approval.at())
                            .text("h", approval.contentHash()));
        }
        Ending ending = life.ending();
        if (ending != null) {
            item.nested(
                    "end",
                    Item.nested()
                            .text("by", ending.by())
                            .time("at", ending.at())
                            .text("r", ending.reason()));
        }
        Handover handover = life.handover();
        if (handover != null) {
            item.nested(
                    "ho",
                    Item.nested()
                            .time("at", handover.at())
                            .text("pid", handover.providerId())
                            .text("mid", handover.messageIdHeader()));
        }
        Receipts receipts = life.receipts();
        item.nested(
                "rc",
                Item.nested()
                        .time("d", receipts.deliveredAt())
                        .time("b", receipts.bouncedAt())
                        .text("bt", receipts.bounceType())
                        .time("c", receipts.complainedAt()));
    }

    private static Life life(Item item) {
        Item approval = item.nested("ap");
        Item ending = item.nested("end");
        Item handover = item.nested("ho");
        Item receipts = item.nested("rc");
        Instant expiresAt = item.time("exp");
        String mode = item.text("mode");
        return new Life(
                state(item),
                item.count(VERSION),
                item.count("att"),
                expiresAt,
                item.time("sat"),
                item.time("wake"),
                approval == null
                        ? null
                        : new Approval(
                                Approval.Kind.valueOf(approval.need("k")),
                                approval.need("by"),
                                approval.needTime("at"),
                                approval.need("h")),
                ending == null ? null : new Ending(ending.need("by"), ending.needTime("at"), ending.text("r")),
                handover == null
                        ? null
                        : new Handover(handover.needTime("at"), handover.text("pid"), handover.need("mid")),
                receipts == null
                        ? Receipts.none()
                        : new Receipts(receipts.time("d"), receipts.time("b"), receipts.text("bt"), receipts.time("c")),
                mode == null ? null : OversightMode.parse(mode).orElseThrow(),
                item.count("na"),
                item.time("nat"));
    }

    private static MessageState state(Item item) {
        return MessageState.parse(item.need(STATE)).orElseThrow();
    }
}
