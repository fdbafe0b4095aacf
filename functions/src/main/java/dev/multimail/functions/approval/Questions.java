package dev.multimail.functions.approval;

import dev.multimail.functions.page.ApprovalView;
import dev.multimail.functions.page.AttachmentLine;
import dev.multimail.functions.page.LookAlikes;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MessageId;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an approver is asked: the exact bytes that would leave, parsed back, so that what is seen is what is sent. */
public final class Questions {
    private static final int QUOTE_LENGTH = 4_000;

    private Questions() {}

    public static ApprovalView of(Services services, Deliverable read) {
        ParsedMail mail = parse(read.raw());
        return switch (read.message().matter()) {
            case Matter.Outbound outbound -> outbound(services, read, outbound, mail);
            case Matter.Inbound inbound -> inbound(services, read, inbound, mail);
            case Matter.HeldAction action -> action(services, read, action);
        };
    }

    private static ApprovalView outbound(
            Services services, Deliverable read, Matter.Outbound outbound, @Nullable ParsedMail mail) {
        String from = named(outbound.fromName(), outbound.envelope().from().toString());
        List<String> to = shown(outbound.envelope().to(), mail == null ? List.of() : mail.to());
        List<String> cc = shown(outbound.envelope().cc(), mail == null ? List.of() : mail.cc());
        List<String> bcc = shown(outbound.envelope().bcc(), List.of());
        List<String> everybody = new ArrayList<>(to);
        everybody.addAll(cc);
        everybody.addAll(bcc);
        return view(
                services,
                read,
                "email",
                from,
                to,
                cc,
                bcc,
                mail,
                quoted(services, outbound.answers()),
                LookAlikes.warnings(
                        outbound.fromName(), outbound.envelope().from().toString(), everybody));
    }

    private static ApprovalView inbound(
            Services services, Deliverable read, Matter.Inbound inbound, @Nullable ParsedMail mail) {
        return view(
                services,
                read,
                "inbound",
                named(inbound.fromName(), inbound.from()),
                inbound.to(),
                inbound.cc(),
                List.of(),
                mail,
                null,
                LookAlikes.warnings(inbound.fromName(), inbound.from(), List.of()));
    }

    private static ApprovalView action(Services services, Deliverable read, Matter.HeldAction action) {
        StringBuilder text = new StringBuilder(action.subject());
        action.arguments()
                .forEach((name, value) ->
                        text.append("\n\n").append(name).append(": ").append(value));
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        return new ApprovalView(
                mailbox.address().toString(),
                mailbox.name(),
                operator(services, mailbox),
                mailbox.mode().wire(),
                "action",
                named(mailbox.displayName(), mailbox.address().toString()),
                List.of(),
                List.of(),
                List.of(),
                action.subject(),
                text.toString(),
                null,
                List.of(),
                message.createdAt(),
                message.life().expiresAt(),
                message.id().toString(),
                message.contentHash(),
                !message.id().live(),
                null,
                List.of());
    }

    private static ApprovalView view(
            Services services,
            Deliverable read,
            String kind,
            String from,
            List<String> to,
            List<String> cc,
            List<String> bcc,
            @Nullable ParsedMail mail,
            @Nullable String quoted,
            List<String> warnings) {
        Message message = read.message();
        Mailbox mailbox = read.mailbox();
        return new ApprovalView(
                mailbox.address().toString(),
                mailbox.name(),
                operator(services, mailbox),
                mailbox.mode().wire(),
                kind,
                from,
                to,
                cc,
                bcc,
                message.matter().subject(),
                mail == null ? "" : mail.text(),
                mail == null ? null : mail.html(),
                attachments(mail),
                message.createdAt(),
                message.life().expiresAt(),
                message.id().toString(),
                message.contentHash(),
                !message.id().live(),
                quoted,
                warnings);
    }

    private static List<AttachmentLine> attachments(@Nullable ParsedMail mail) {
        return mail == null
                ? List.of()
                : mail.attachments().stream()
                        .map(file -> new AttachmentLine(file.name(), file.contentType(), file.size()))
                        .toList();
    }

    // The envelope says who is reached; the header only lends it the names.
    private static List<String> shown(List<Address> envelope, List<NamedAddress> header) {
        Map<String, String> names = new LinkedHashMap<>();
        header.forEach(named -> {
            if (named.name() != null) {
                names.put(named.address().normalized(), named.name());
            }
        });
        return envelope.stream()
                .map(address -> named(names.get(address.normalized()), address.toString()))
                .toList();
    }

    private static @Nullable String quoted(Services services, @Nullable MessageId answers) {
        if (answers == null) {
            return null;
        }
        ParsedMail mail = parse(services.store().bodies().get(answers).orElse(null));
        if (mail == null || mail.text().isBlank()) {
            return null;
        }
        return mail.text().length() > QUOTE_LENGTH ? mail.text().substring(0, QUOTE_LENGTH) + " …" : mail.text();
    }

    private static @Nullable ParsedMail parse(@Nullable Octets raw) {
        return raw == null ? null : MimeParser.parse(raw);
    }

    private static String named(@Nullable String name, String address) {
        return name == null || name.isBlank() ? address : name + " <" + address + ">";
    }

    private static String operator(Services services, Mailbox mailbox) {
        return services.store()
                .accounts()
                .get(mailbox.accountId())
                .map(Account::operator)
                .orElse("");
    }
}
