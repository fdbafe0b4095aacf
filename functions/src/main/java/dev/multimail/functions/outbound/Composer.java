package dev.multimail.functions.outbound;

import dev.multimail.id.MessageId;
import dev.multimail.id.ThreadId;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.Body;
import dev.multimail.mail.Draft;
import dev.multimail.mail.Header;
import dev.multimail.mail.MimeBuilder;
import dev.multimail.mailbox.GateTiming;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.mailbox.Preferences;
import dev.multimail.message.Address;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Envelope;
import dev.multimail.message.Matter;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a submission into the exact bytes that will leave, before anybody is asked to approve them. */
final class Composer {
    private static final List<Header> MADE_BY_AI = List.of(new Header("X-AI-Generated", "true"));

    private Composer() {}

    /**
     * A submission whose every field was checked.
     *
     * @param unsigned whether the mailbox's footer is still to be put below the body
     */
    record Checked(
            List<NamedAddress> to,
            List<NamedAddress> cc,
            List<NamedAddress> bcc,
            String subject,
            Body body,
            List<Attachment> attachments,
            Map<String, String> metadata,
            @Nullable String idempotencyKey,
            @Nullable Instant sendAt,
            @Nullable GateTiming gateTiming,
            boolean unsigned) {
        Checked {
            to = List.copyOf(to);
            cc = List.copyOf(cc);
            bcc = List.copyOf(bcc);
            attachments = List.copyOf(attachments);
            metadata = Map.copyOf(metadata);
        }

        /** The same with what the mailbox's owner adds to everything: copies, each recipient once, and a footer. */
        Checked completed(Preferences preferences, @Nullable String footer) {
            Set<String> there = Stream.of(to, cc, bcc)
                    .flatMap(List::stream)
                    .map(named -> named.address().normalized())
                    .collect(Collectors.toCollection(HashSet::new));
            return new Checked(
                    to,
                    with(cc, preferences.autoCc(), there),
                    with(bcc, preferences.autoBcc(), there),
                    subject,
                    unsigned ? Signature.below(body, footer) : body,
                    attachments,
                    metadata,
                    idempotencyKey,
                    sendAt,
                    gateTiming,
                    false);
        }

        private static List<NamedAddress> with(List<NamedAddress> given, List<Address> copies, Set<String> there) {
            return Stream.concat(
                            given.stream(),
                            copies.stream()
                                    .filter(copy -> there.add(copy.normalized()))
                                    .map(NamedAddress::of))
                    .toList();
        }
    }

    /** What was composed: the matter of the message, its bytes, and the hash that an approval is bound to. */
    record Composed(Matter.Outbound matter, Octets raw, String contentHash) {}

    static Composed compose(
            MessageId id, Mailbox mailbox, Checked checked, @Nullable Answered answered, List<Header> more) {
        NamedAddress from = new NamedAddress(mailbox.displayName(), mailbox.address());
        Draft draft = new Draft(
                from,
                checked.to(),
                checked.cc(),
                checked.subject(),
                checked.body(),
                checked.attachments(),
                Matter.Outbound.messageIdHeader(id, mailbox.address()),
                answered == null ? null : answered.messageIdHeader(),
                answered == null ? List.of() : answered.references(),
                Stream.concat(MADE_BY_AI.stream(), more.stream()).toList());
        Octets raw = MimeBuilder.build(draft);
        Envelope envelope = new Envelope(
                mailbox.address(), addresses(checked.to()), addresses(checked.cc()), addresses(checked.bcc()));
        Matter.Outbound matter = new Matter.Outbound(
                answered == null ? ThreadId.openedBy(id) : answered.thread(),
                envelope,
                mailbox.displayName(),
                checked.subject(),
                checked.attachments().size(),
                raw.size(),
                answered == null ? null : answered.id(),
                checked.metadata());
        return new Composed(matter, raw, ContentHash.ofMail(envelope, raw));
    }

    private static List<Address> addresses(List<NamedAddress> named) {
        return named.stream().map(NamedAddress::address).toList();
    }
}
