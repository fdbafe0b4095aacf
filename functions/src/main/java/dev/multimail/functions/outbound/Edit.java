package dev.multimail.functions.outbound;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.outbound.Composer.Checked;
import dev.multimail.functions.outbound.Composer.Composed;
import dev.multimail.functions.view.Views;
import dev.multimail.id.MessageId;
import dev.multimail.mail.Attachment;
import dev.multimail.mail.Body;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.message.Octets;
import dev.multimail.message.Step;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Deliverables.Deliverable;
import dev.multimail.store.Store;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the time or the content of a scheduled message that no person approved yet. Everything is decided anew. */
public final class Edit {
    private static final int MAX_RACES = 20;

    private Edit() {}

    private record Edited(Message message, Octets raw) {}

    /** Applies what the caller gave; fields that are left out stay. */
    public static Reply scheduled(Call<Submission> call) {
        Submit.requireMayAsk(call);
        MessageId id = Targets.messageId(call);
        for (int race = 0; race < MAX_RACES; race++) {
            Deliverable read = call.services().store().deliverables().get(id).orElseThrow(Targets::missing);
            Targets.requireVisible(call.principal(), read.message());
            Edited edited = edit(call, read);
            Optional<Write.Guard> failed = commit(call, read.message(), edited);
            if (failed.isEmpty()) {
                return answer(call, edited.message());
            }
            if (failed.get() == Write.Guard.SUPPRESSED) {
                throw Problem.of(ErrorCode.RECIPIENT_SUPPRESSED);
            }
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    private static Edited edit(Call<Submission> call, Deliverable read) {
        Message before = read.message();
        Mailbox mailbox = read.mailbox();
        if (!(before.matter() instanceof Matter.Outbound outbound) || read.raw() == null) {
            throw Targets.missing();
        }
        ParsedMail mail = MimeParser.parse(read.raw());
        String unsubscribe = Bulk.url(call.services(), mailbox, before.id());
        Checked checked =
                Submit.completed(call, mailbox, checked(call, before, outbound, mail, read.raw()), unsubscribe);
        Answered answered = new Answered(
                before.id(),
                outbound.thread(),
                mail.inReplyTo().stream().findFirst().orElse(null),
                mail.references(),
                false);
        Composed composed = Composer.compose(before.id(), mailbox, checked, answered, Bulk.headers(unsubscribe));
        Matter.Outbound matter = composed.matter().answering(outbound.answers());
        Life begun = Submit.begun(call, mailbox, checked, composed);
        Step step = Lifecycle.edit(before.life(), begun, call.now());
        Life life = switch (step) {
            case Step.Changed changed -> changed.life();
            case Step.Refused refused ->
                throw Problem.of(
                        refused.code(),
                        "The message is " + refused.state().wire() + ": its time and content are settled.",
                        "status",
                        refused.state().wire());
            case Step.Settled settled -> throw new IllegalStateException("an edit settled: " + settled);
        };
        return new Edited(before.edited(matter, composed.contentHash(), life, call.now()), composed.raw());
    }

    // What the caller gave, and for the rest what the message says already.
    private static Checked checked(
            Call<Submission> call, Message before, Matter.Outbound outbound, ParsedMail mail, Octets raw) {
        Submission given = call.request();
        boolean newBody =
                given.markdown() != null || given.body() != null || given.text() != null || given.html() != null;
        return new Checked(
                given.to() == null ? mail.to() : Checks.recipients("to", given.to()),
                given.cc() == null ? mail.cc() : Checks.recipients("cc", given.cc()),
                given.bcc() == null
                        ? NamedAddress.all(outbound.envelope().bcc())
                        : Checks.recipients("bcc", given.bcc()),
                Checks.subject(given.subject() == null ? outbound.subject() : given.subject()),
                newBody ? Checks.body(given) : present(mail),
                given.attachments() == null ? attachments(mail, raw) : Checks.attachments(given.attachments()),
                given.metadata() == null ? outbound.metadata() : Checks.metadata(given.metadata()),
                null,
                given.sendAt() == null ? before.life().sendAt() : Checks.sendAt(given.sendAt(), call.now()),
                Checks.gateTiming(given.gateTiming()),
                newBody);
    }

    private static Body present(ParsedMail mail) {
        return mail.html() == null ? new Body.Text(mail.text()) : new Body.Html(mail.html(), mail.text());
    }

    private static List<Attachment> attachments(ParsedMail mail, Octets raw) {
        return mail.attachments().stream()
                .map(info -> MimeParser.attachment(raw, info.name()).orElseThrow())
                .toList();
    }

    private static Optional<Write.Guard> commit(Call<Submission> call, Message before, Edited edited) {
        Store store = call.services().store();
        Message after = edited.message();
        List<Write> writes = new ArrayList<>();
        writes.add(store.messages().change(before, after));
        writes.addAll(store.bodies().replace(after.id(), edited.raw(), after.contentHash()));
        writes.add(store.audit()
                .append(call.audit(
                        "ok",
                        after.id().mailbox(),
                        after.id().toString(),
                        Map.of("status", after.state().wire()))));
        ((Matter.Outbound) after.matter())
                .envelope()
                .recipients()
                .forEach(recipient -> writes.add(store.mailboxes().notSuppressed(after.accountId(), recipient)));
        return store.transactions().commit(writes);
    }

    private static Reply answer(Call<Submission> call, Message message) {
        Map<String, Object> answer = new LinkedHashMap<>(Views.summary(message));
        if (message.state().waitsForPerson()) {
            answer.put("approval_url", Views.approvalUrl(call.services().settings(), message));
        }
        return Reply.ok(answer);
    }
}
