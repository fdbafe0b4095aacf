package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.policy.Policy;
import dev.multimail.problem.Problem;
import dev.multimail.store.Replays.Replay;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in mail that SES received and stored as a blob. Each (SES message id, recipient) becomes one message, however
 * often SES tells of it; mail that cannot be parsed becomes a visible message too, with its raw form kept.
 */
public record Receive(Services services) implements RequestHandler<Map<String, Object>, String> {
    private static final int MAX_REFERENCES = 50;
    private static final int MAX_SUBJECT = 998;

    /** Where the raw form of received mail is kept, by SES's id. */
    public static String blobKey(String sesMessageId) {
        return "inbound/" + sesMessageId;
    }

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        int taken = 0;
        for (SesReceipt receipt : SesReceipt.of(event)) {
            Octets raw = services.ports()
                    .blobs()
                    .get(blobKey(receipt.messageId()))
                    .orElseThrow(() -> new IllegalStateException("the raw mail is not there yet"));
            ParsedMail mail = MimeParser.parse(raw);
            for (String recipient : receipt.recipients()) {
                Optional<Mailbox> mailbox = find(recipient);
                if (mailbox.isPresent()) {
                    take(receipt, recipient, mailbox.get(), mail, raw);
                    taken++;
                }
            }
        }
        return "took " + taken;
    }

    private Optional<Mailbox> find(String recipient) {
        try {
            return services.store()
                    .mailboxes()
                    .find(Address.parse(recipient))
                    .flatMap(services.store().mailboxes()::get)
                    .filter(Mailbox::active);
        } catch (Problem notAnAddress) {
            return Optional.empty();
        }
    }

    private void take(SesReceipt receipt, String recipient, Mailbox mailbox, ParsedMail mail, Octets raw) {
        Instant now = services.clock().instant();
        Lane lane = new Lane(mailbox.id(), true);
        MessageId id = services.ids().message(lane);
        ThreadId thread = thread(lane, mail).orElse(ThreadId.openedBy(id));
        Message message = new Message(
                id,
                mailbox.accountId(),
                now,
                now,
                ContentHash.ofInbound(raw),
                matter(receipt, recipient, mail, raw, thread),
                Lifecycle.received(Policy.holdsInbound(mailbox.mode()), now),
                Map.of());
        List<Write> writes = new ArrayList<>();
        writes.add(services.store().messages().create(message));
        writes.add(services.store().bodies().reference(id, blobKey(receipt.messageId())));
        // SES's id and not the Message-ID header: the sender chooses the header.
        String once =
                "received:" + receipt.messageId() + ":" + mailbox.address().normalized();
        writes.add(services.store().replays().keep(lane, once, new Replay("", 0, id.toString()), now));
        // A stranger chooses the header: whoever repeats a known Message-ID does not get its answers into another
        // thread.
        if (mail.messageId() != null
                && services.store()
                        .messages()
                        .findThread(lane, List.of(mail.messageId()))
                        .isEmpty()) {
            writes.add(services.store().messages().threadOf(lane, mail.messageId(), thread));
        }
        writes.add(Steps.record(
                services,
                message,
                now,
                "system:receive",
                "message.received",
                Map.of("status", message.state().wire())));
        Optional<Write.Guard> failed = services.store().transactions().commit(writes);
        if (failed.isPresent() && failed.get() != Write.Guard.IDEMPOTENCY) {
            throw new IllegalStateException("received mail met an old message: " + failed.get());
        }
    }

    // In-Reply-To first, then References from the newest back (RFC 5322 §3.6.4).
    private Optional<ThreadId> thread(Lane lane, ParsedMail mail) {
        List<String> headers = new ArrayList<>(mail.inReplyTo());
        headers.addAll(mail.references().reversed());
        return services.store()
                .messages()
                .findThread(lane, headers.stream().distinct().toList());
    }

    private static Matter.Inbound matter(
            SesReceipt receipt, String recipient, ParsedMail mail, Octets raw, ThreadId thread) {
        NamedAddress from = mail.from();
        List<String> references = mail.references();
        String subject = mail.subject();
        return new Matter.Inbound(
                thread,
                from == null ? "" : from.address().toString(),
                from == null ? null : from.name(),
                addresses(mail.to()),
                addresses(mail.cc()),
                recipient,
                replyTo(mail),
                Texts.cut(subject, MAX_SUBJECT),
                mail.attachments().size(),
                raw.size(),
                mail.messageId(),
                references.subList(Math.max(0, references.size() - MAX_REFERENCES), references.size()),
                receipt.verdicts(),
                mail.readable(),
                mail.automatic() || receipt.mailFrom().isEmpty());
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
