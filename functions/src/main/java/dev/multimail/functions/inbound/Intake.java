package dev.multimail.functions.inbound;

import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.policy.Policy;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the message of mail that came in: held or unread, by the mailbox's mode. */
public final class Intake {
    private static final int MAX_REFERENCES = 50;
    private static final int MAX_SUBJECT = 998;

    private Intake() {}

    /**
     * A message that is to be written.
     *
     * @param writes the message and its place in a thread; its body is for the caller to add
     */
    public record Taken(Message message, List<Write> writes) {
        public Taken {
            writes = List.copyOf(writes);
        }
    }

    /** What is to be written so that a mailbox has the mail in its live or its test traffic. */
    public static Taken take(Services services, Mailbox mailbox, boolean live, Arrival arrival, Instant now) {
        Lane lane = new Lane(mailbox.id(), live);
        ParsedMail mail = arrival.mail();
        MessageId id = services.ids().message(lane);
        ThreadId thread = thread(services, lane, mail).orElse(ThreadId.openedBy(id));
        Message message = new Message(
                id,
                mailbox.accountId(),
                now,
                now,
                ContentHash.ofInbound(arrival.raw()),
                matter(arrival, thread),
                Lifecycle.received(Policy.holdsInbound(mailbox.mode()), now),
                Map.of());
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().messages().create(message));
        // A stranger chooses the header: whoever repeats a known Message-ID does not get its answers into another
        // thread.
        if (mail.messageId() != null
                && services.store()
                        .messages()
                        .findThread(lane, List.of(mail.messageId()))
                        .isEmpty()) {
            writes.add(services.store().messages().threadOf(lane, mail.messageId(), thread));
        }
        return new Taken(message, writes);
    }

    // In-Reply-To first, then References from the newest back (RFC 5322 §3.6.4).
    private static Optional<ThreadId> thread(Services services, Lane lane, ParsedMail mail) {
        List<String> headers = new ArrayList<>(mail.inReplyTo());
        headers.addAll(mail.references().reversed());
        return services.store()
                .messages()
                .findThread(lane, headers.stream().distinct().toList());
    }

    private static Matter.Inbound matter(Arrival arrival, ThreadId thread) {
        ParsedMail mail = arrival.mail();
        NamedAddress from = mail.from();
        List<String> references = mail.references();
        String subject = mail.subject();
        return new Matter.Inbound(
                thread,
                from == null ? "" : from.address().toString(),
                from == null ? null : from.name(),
                addresses(mail.to()),
                addresses(mail.cc()),
                arrival.recipient(),
                replyTo(mail),
                Texts.cut(subject, MAX_SUBJECT),
                mail.attachments().size(),
                arrival.raw().size(),
                mail.messageId(),
                references.subList(Math.max(0, references.size() - MAX_REFERENCES), references.size()),
                arrival.verdicts(),
                mail.readable(),
                mail.automatic() || arrival.mailFrom().isEmpty());
    }

    private static @Nullable String replyTo(ParsedMail mail) {
        NamedAddress replyTo = mail.replyTo();
        return replyTo == null ? null : replyTo.address().toString();
    }

    private static List<String> addresses(List<NamedAddress> named) {
        return named.stream()
                .limit(100)
                .map(address -> address.address().toString())
                .toList();
    }
}
