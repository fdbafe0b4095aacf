package dev.multimail.store;

import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.message.Address;
import dev.multimail.message.Envelope;
import dev.multimail.message.Matter;
import dev.multimail.policy.Operation;
import java.util.List;

/** Maps what a message is about to attributes of its row and back. */
final class MatterRows {
    static final String KIND = "k";
    static final String ACTION = "act";
    private static final String OUTBOUND = "out";
    private static final String INBOUND = "in";

    private MatterRows() {}

    static void write(Item item, Matter matter) {
        switch (matter) {
            case Matter.Outbound outbound -> writeOutbound(item, outbound);
            case Matter.Inbound inbound -> writeInbound(item, inbound);
            case Matter.HeldAction action ->
                item.text(KIND, ACTION)
                        .text("op", action.operation().name())
                        .text("about", action.about())
                        .map("args", action.arguments())
                        .text("subj", action.subject());
        }
    }

    static Matter read(Item item) {
        return switch (item.need(KIND)) {
            case OUTBOUND -> outbound(item);
            case INBOUND -> inbound(item);
            case ACTION ->
                new Matter.HeldAction(
                        Operation.valueOf(item.need("op")), item.need("about"), item.map("args"), item.need("subj"));
            default -> throw new IllegalStateException("unknown kind of message: " + item.need(KIND));
        };
    }

    private static void writeOutbound(Item item, Matter.Outbound outbound) {
        Envelope envelope = outbound.envelope();
        item.text(KIND, OUTBOUND)
                .text(Tables.THREAD_KEY, threadKey(outbound.thread(), item))
                .text("from", envelope.from().toString())
                .text("name", outbound.fromName())
                .texts("to", texts(envelope.to()))
                .texts("cc", texts(envelope.cc()))
                .texts("bcc", texts(envelope.bcc()))
                .text("subj", outbound.subject())
                .number("nf", outbound.attachments())
                .number("sz", outbound.size())
                .text(
                        "ans",
                        outbound.answers() == null ? null : outbound.answers().toString())
                .map("meta", outbound.metadata());
    }

    private static Matter.Outbound outbound(Item item) {
        String answers = item.text("ans");
        return new Matter.Outbound(
                Key.thread(item.need(Tables.THREAD_KEY), Key.messageId(item)),
                new Envelope(
                        Address.parse(item.need("from")),
                        addresses(item.texts("to")),
                        addresses(item.texts("cc")),
                        addresses(item.texts("bcc"))),
                item.text("name"),
                item.need("subj"),
                item.count("nf"),
                item.count("sz"),
                answers == null ? null : MessageId.of(answers),
                item.map("meta"));
    }

    private static void writeInbound(Item item, Matter.Inbound inbound) {
        item.text(KIND, INBOUND)
                .text(Tables.THREAD_KEY, threadKey(inbound.thread(), item))
                .text("from", inbound.from())
                .text("name", inbound.fromName())
                .texts("to", inbound.to())
                .texts("cc", inbound.cc())
                .text("rcpt", inbound.recipient())
                .text("rto", inbound.replyTo())
                .text("subj", inbound.subject())
                .number("nf", inbound.attachments())
                .number("sz", inbound.size())
                .text("mid", inbound.messageIdHeader())
                .texts("refs", inbound.references())
                .map("ver", inbound.verdicts())
                .flag("unreadable", !inbound.readable())
                .flag("auto", inbound.automatic());
    }

    private static Matter.Inbound inbound(Item item) {
        return new Matter.Inbound(
                Key.thread(item.need(Tables.THREAD_KEY), Key.messageId(item)),
                item.need("from"),
                item.text("name"),
                item.texts("to"),
                item.texts("cc"),
                item.need("rcpt"),
                item.text("rto"),
                item.need("subj"),
                item.count("nf"),
                item.count("sz"),
                item.text("mid"),
                item.texts("refs"),
                item.map("ver"),
                !item.flag("unreadable"),
                item.flag("auto"));
    }

    private static String threadKey(ThreadId thread, Item item) {
        return Key.threadPrefix(thread) + Key.messageId(item).ulid();
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    private static List<Address> addresses(List<String> texts) {
        return texts.stream().map(Address::parse).toList();
    }
}
