package dev.multimail.functions.outbound;

import dev.multimail.functions.field.Limits;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.outbound.Composer.Checked;
import dev.multimail.functions.outbound.Composer.Composed;
import dev.multimail.functions.view.Views;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.mail.Subjects;
import dev.multimail.mailbox.Allowlist;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.ContentHash;
import dev.multimail.message.Envelope;
import dev.multimail.message.Life;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.NamedAddress;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Mailboxes.Sending;
import dev.multimail.store.Replays.Replay;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends and replies alike: check, decide, and commit the message, its body, its record and its idempotency key
 * together.
 */
public final class Submit {
    private static final int ACCEPTED = 202;

    private Submit() {}

    /** Submits a new message. */
    public static Reply send(Call<Submission> call) {
        Lane lane = requireMayAsk(call);
        Submission submission = call.request();
        Checked checked = check(call, submission, Checks.recipients("to", submission.to()), submission.subject());
        Sending sending = call.services()
                .store()
                .mailboxes()
                .forSending(lane.mailbox(), call.principal().accountId(), recipients(checked))
                .orElseThrow(Targets::missing);
        if (!sending.suppressed().isEmpty()) {
            return repeated(call, lane, checked, null)
                    .orElseThrow(() -> suppressed(sending.suppressed().getFirst()));
        }
        return submit(call, lane, sending.mailbox(), checked, null, List.of());
    }

    /** Submits an answer to a message that the caller may see. */
    public static Reply reply(Call<Submission> call) {
        Lane lane = requireMayAsk(call);
        MessageId parentId = Targets.messageId(call);
        var read = call.services().store().deliverables().get(parentId).orElseThrow(Targets::missing);
        Message parent = Targets.requireVisible(call.principal(), read.message());
        if (parent.matter() instanceof Matter.HeldAction) {
            throw Targets.missing();
        }
        Submission submission = call.request();
        List<NamedAddress> to = submission.to() == null || submission.to().isEmpty()
                ? correspondents(parent)
                : Checks.recipients("to", submission.to());
        String subject = submission.subject() == null || submission.subject().isBlank()
                ? replySubject(parent)
                : submission.subject();
        Checked checked = check(call, submission, to, subject);
        List<Write> guards = recipients(checked).stream()
                .map(recipient -> call.services()
                        .store()
                        .mailboxes()
                        .notSuppressed(call.principal().accountId(), recipient))
                .toList();
        return submit(call, lane, read.mailbox(), checked, Answered.of(parent), guards);
    }

    // A key that cannot send is told so before anything is read, whatever mailbox it names.
    static Lane requireMayAsk(Call<Submission> call) {
        Decision decision = Policy.decide(call.principal(), call.operation(), Target.ownInAnyMode());
        if (decision instanceof Decision.Deny deny) {
            throw Targets.refusal(call, deny.code());
        }
        String named = call.request().mailbox();
        return named == null || call.pathParameter("mailbox").isPresent()
                ? Targets.lane(call)
                : Targets.lane(call, named);
    }

    private static Checked check(
            Call<Submission> call, Submission submission, List<NamedAddress> to, @Nullable String subject) {
        List<NamedAddress> cc = Checks.recipients("cc", submission.cc());
        List<NamedAddress> bcc = Checks.recipients("bcc", submission.bcc());
        Checks.requireSomebody(to, cc, bcc);
        String key = submission.idempotencyKey() != null
                ? submission.idempotencyKey()
                : call.headers().get("idempotency-key");
        return new Checked(
                to,
                cc,
                bcc,
                Checks.subject(subject),
                Checks.body(submission),
                Checks.attachments(submission.attachments()),
                Checks.metadata(submission.metadata()),
                Checks.idempotencyKey(key),
                Checks.sendAt(submission.sendAt(), call.now()),
                Checks.gateTiming(submission.gateTiming()),
                true);
    }

    private static Reply submit(
            Call<Submission> call,
            Lane lane,
            Mailbox mailbox,
            Checked asked,
            @Nullable Answered answered,
            List<Write> guards) {
        MessageId id = call.services().ids().message(lane);
        String unsubscribe = Bulk.url(call.services(), mailbox, id);
        Checked checked = completed(call, mailbox, asked, unsubscribe);
        List<Write> all = new ArrayList<>(guards);
        // The owner's copies were not known before the mailbox was read, so the transaction itself looks after them.
        recipients(checked).stream()
                .filter(recipient -> !recipients(asked).contains(recipient))
                .forEach(copy -> all.add(call.services().store().mailboxes().notSuppressed(mailbox.accountId(), copy)));
        Composed composed = Composer.compose(id, mailbox, checked, answered, Bulk.headers(unsubscribe));
        Life life;
        try {
            life = begun(call, mailbox, checked, composed);
        } catch (Problem refused) {
            return repeated(call, lane, checked, answered).orElseThrow(() -> refused);
        }
        return commit(call, mailbox, checked, answered, message(call, mailbox, id, composed, life), composed, all);
    }

    /**
     * How the life of a composed message begins, as the policy decides now.
     *
     * @throws Problem if it is refused
     */
    static Life begun(Call<Submission> call, Mailbox mailbox, Checked checked, Composed composed) {
        Optional<String> covering = Allowlist.covering(mailbox.allowlist(), recipients(checked));
        Target target = new Target(true, mailbox.active(), mailbox.mode(), covering.isPresent());
        Decision decision = Policy.decide(call.principal(), call.operation(), target);
        return switch (decision) {
            case Decision.Hold _ -> Scheduling.held(mailbox, checked.gateTiming(), checked.sendAt(), call.now());
            case Decision.Allow _ ->
                Lifecycle.allowed(standing(call, mailbox, covering, composed), checked.sendAt(), call.now());
            case Decision.Deny deny -> throw Targets.refusal(call, deny.code());
        };
    }

    /** @param unsubscribe where the recipient ends all mail, null if the mailbox is no bulk sender's */
    static Checked completed(Call<Submission> call, Mailbox mailbox, Checked asked, @Nullable String unsubscribe) {
        Bulk.requireOne(unsubscribe, asked);
        Checked checked = asked.completed(mailbox.preferences(), Bulk.footer(call.services(), mailbox, unsubscribe));
        Checks.requireSomebody(checked.to(), checked.cc(), checked.bcc());
        Scheduling.requireOffered(mailbox, checked.sendAt(), call.now());
        return checked;
    }

    private static Message message(Call<Submission> call, Mailbox mailbox, MessageId id, Composed composed, Life life) {
        return new Message(
                id,
                mailbox.accountId(),
                call.now(),
                call.now(),
                composed.contentHash(),
                composed.matter(),
                life,
                Map.of());
    }

    private static Reply commit(
            Call<Submission> call,
            Mailbox mailbox,
            Checked checked,
            @Nullable Answered answered,
            Message message,
            Composed composed,
            List<Write> guards) {
        var store = call.services().store();
        Lane lane = message.id().lane();
        String answer = Json.write(answer(call, message));
        List<Write> writes = new ArrayList<>();
        writes.add(store.messages().create(message));
        writes.add(store.bodies().create(message.id(), composed.raw()));
        writes.add(store.audit()
                .append(call.audit(
                        "ok",
                        message.id().mailbox(),
                        message.id().toString(),
                        Map.of("status", message.state().wire()))));
        String key = checked.idempotencyKey();
        String requestHash = requestHash(call, answered);
        if (key != null) {
            writes.add(store.replays().keep(lane, key, new Replay(requestHash, ACCEPTED, answer), call.now()));
        }
        writes.addAll(guards);
        // After the key, so that a repeated request gets its first answer at the limit too.
        writes.addAll(SendLimits.counts(call.services(), mailbox, lane, answered, call.now()));
        Optional<Write.Guard> failed = store.transactions().commit(writes);
        if (failed.isEmpty()) {
            return Reply.jsonText(ACCEPTED, answer);
        }
        if (failed.get() == Write.Guard.IDEMPOTENCY && key != null) {
            return replay(call, lane, key, requestHash).orElseThrow(() -> Problem.of(ErrorCode.TRY_AGAIN));
        }
        throw SendLimits.refused(failed.get(), call.now());
    }

    // What would be refused now may have been done before: a repeated request gets its first answer all the same.
    private static Optional<Reply> repeated(
            Call<Submission> call, Lane lane, Checked checked, @Nullable Answered answered) {
        String key = checked.idempotencyKey();
        return key == null ? Optional.empty() : replay(call, lane, key, requestHash(call, answered));
    }

    // The answer to a repeated request is the first answer, byte for byte.
    private static Optional<Reply> replay(Call<Submission> call, Lane lane, String key, String requestHash) {
        var store = call.services().store();
        Optional<Replay> replay = store.replays().find(lane, key, call.now());
        if (replay.isPresent()) {
            if (!replay.get().requestHash().equals(requestHash)) {
                throw Problem.of(ErrorCode.IDEMPOTENCY_KEY_REUSED);
            }
            store.audit().record(call.audit("replayed", lane.mailbox(), null, Map.of()));
        }
        return replay.map(first -> Reply.jsonText(first.status(), first.body()));
    }

    private static String requestHash(Call<Submission> call, @Nullable Answered answered) {
        return ContentHash.ofText(
                "request",
                call.operation().wire(),
                answered == null ? "" : answered.id().toString(),
                Json.write(call.request()));
    }

    private static @Nullable Approval standing(
            Call<Submission> call, Mailbox mailbox, Optional<String> covering, Composed composed) {
        boolean neededOne = Policy.ofSending(mailbox.mode(), false) instanceof Decision.Hold;
        return covering.filter(pattern -> neededOne)
                .map(pattern -> new Approval(Approval.Kind.STANDING, pattern, call.now(), composed.contentHash()))
                .orElse(null);
    }

    private static Map<String, Object> answer(Call<Submission> call, Message message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        boolean held = message.state().waitsForPerson();
        answer.put("status", message.state().wire());
        answer.put("id", message.id().toString());
        answer.put("message_id", message.id().toString());
        answer.put("thread_id", ((Matter.Outbound) message.matter()).thread().toString());
        answer.put("message", explain(message));
        if (held && message.life().expiresAt() != null) {
            answer.put("expires_at", message.life().expiresAt().toString());
            answer.put("approval_url", Views.approvalUrl(call.services().settings(), message));
        }
        answer.put("test", !message.id().live());
        return answer;
    }

    private static String explain(Message message) {
        return switch (message.state()) {
            case PENDING -> "Held until an approver decides. Nothing was sent.";
            case SCHEDULED -> Scheduling.explain(message);
            case QUEUED -> "Queued for delivery.";
            case SENDING,
                    SENT,
                    UNCONFIRMED,
                    FAILED,
                    REJECTED,
                    CANCELLED,
                    EXPIRED,
                    APPLIED,
                    PENDING_INBOUND,
                    UNREAD,
                    READ -> throw new IllegalStateException("no message begins as " + message.state());
        };
    }

    // Whoever sent the message; for the agent's own message, whoever it was to.
    private static List<NamedAddress> correspondents(Message parent) {
        return switch (parent.matter()) {
            case Matter.Inbound inbound -> {
                String address = inbound.replyTo() != null ? inbound.replyTo() : inbound.from();
                if (address.isEmpty()) {
                    throw Problem.of(
                            ErrorCode.MISSING_FIELD, "The message names no sender: name the recipient.", "field", "to");
                }
                String name = inbound.replyTo() != null ? null : inbound.fromName();
                yield List.of(new NamedAddress(name, Address.parse(address)));
            }
            case Matter.Outbound outbound ->
                outbound.envelope().to().stream().map(NamedAddress::of).toList();
            case Matter.HeldAction _ -> throw Targets.missing();
        };
    }

    // A stranger's subject may be so long that "Re: " before it is too much.
    private static String replySubject(Message parent) {
        String subject = Subjects.reply(parent.matter().subject());
        if (subject.length() <= Limits.SUBJECT) {
            return subject;
        }
        int end = Character.isHighSurrogate(subject.charAt(Limits.SUBJECT - 1)) ? Limits.SUBJECT - 1 : Limits.SUBJECT;
        return subject.substring(0, end);
    }

    private static List<Address> recipients(Checked checked) {
        return Envelope.once(Stream.of(checked.to(), checked.cc(), checked.bcc())
                .flatMap(List::stream)
                .map(NamedAddress::address));
    }

    private static Problem suppressed(Address address) {
        return Problem.of(
                ErrorCode.RECIPIENT_SUPPRESSED,
                "A recipient bounced or complained earlier: " + address,
                "recipient",
                address.toString());
    }
}
