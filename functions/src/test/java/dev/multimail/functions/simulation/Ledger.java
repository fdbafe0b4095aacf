package dev.multimail.functions.simulation;

import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.message.Address;
import dev.multimail.message.Approval;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.policy.OversightMode;
import dev.multimail.store.MessageRows;
import dev.multimail.store.Tables;
import dev.multimail.store.testing.MemoryTables;
import dev.multimail.store.testing.MemoryTables.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads what was committed, commit by commit, and holds each to the laws. It decides by the rows as they were at that
 * moment and shares no decision with the code that it judges.
 */
final class Ledger {
    /** The steps that a message may take. */
    private static final Map<MessageState, Set<MessageState>> STEPS = Map.of(
            MessageState.PENDING,
            Set.of(
                    MessageState.QUEUED,
                    MessageState.SCHEDULED,
                    MessageState.APPLIED,
                    MessageState.REJECTED,
                    MessageState.CANCELLED,
                    MessageState.EXPIRED),
            MessageState.SCHEDULED,
            Set.of(MessageState.QUEUED, MessageState.CANCELLED, MessageState.PENDING),
            MessageState.QUEUED,
            Set.of(
                    MessageState.SENDING,
                    MessageState.PENDING,
                    MessageState.CANCELLED,
                    MessageState.FAILED,
                    MessageState.SENT),
            MessageState.SENDING,
            Set.of(MessageState.SENT, MessageState.QUEUED, MessageState.FAILED, MessageState.UNCONFIRMED),
            MessageState.UNCONFIRMED,
            Set.of(MessageState.SENT),
            MessageState.PENDING_INBOUND,
            Set.of(MessageState.UNREAD, MessageState.REJECTED),
            MessageState.UNREAD,
            Set.of(MessageState.READ));

    private final MemoryTables memory;
    private final RowLaws.Rows rows = new RowLaws.Rows();
    private final Map<MessageId, Message> latest = new TreeMap<>(Comparator.comparing(MessageId::toString));
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<MailboxId, Map<String, AttributeValue>> earlier = new HashMap<>();
    private final Announcements announcements = new Announcements();
    private int known;

    /** The right to make one attempt: the message as it was then, and the body that it had. */
    record Claim(Message message, Map<String, AttributeValue> body) {
        Claim {
            body = Map.copyOf(body);
        }
    }

    Ledger(MemoryTables memory) {
        this.memory = memory;
    }

    /** Every message that was ever written, as it is now. */
    Map<MessageId, Message> messages() {
        return latest;
    }

    /** What must be told of, by now. */
    Announcements announcements() {
        return announcements;
    }

    /** The claim of an attempt, null if nobody made it. */
    @Nullable
    Claim claim(String messageId, int attempt) {
        return claims.get(messageId + " " + attempt);
    }

    /** Judges everything that was committed since the last time. */
    void judge() {
        List<Change> changes = memory.changes(known);
        known += changes.size();
        int from = 0;
        for (int index = 1; index <= changes.size(); index++) {
            boolean ends = index == changes.size()
                    || changes.get(index).commit() != changes.get(from).commit();
            if (ends) {
                judge(changes.subList(from, index));
                from = index;
            }
        }
    }

    private void judge(List<Change> commit) {
        for (Change change : commit) {
            RowLaws.check(change, memory.tables());
            if (RowLaws.kind(change).equals("MBX#/CFG") && !change.before().isEmpty()) {
                earlier.put(new MailboxId(RowLaws.text(change.before(), "mbx")), change.before());
            }
            if (RowLaws.kind(change).equals("BODY#/POST#") && change.before().isEmpty()) {
                told(RowLaws.text(change.after(), Tables.PK).substring("BODY#".length()));
            }
            if (isMessage(change)) {
                judge(change, commit);
            }
        }
        commit.forEach(change -> {
            if (change.table().equals(memory.tables().state())) {
                rows.apply(change);
            }
        });
    }

    private boolean isMessage(Change change) {
        return change.table().equals(memory.tables().state())
                && RowLaws.kind(change).equals("MBX#/MSG#");
    }

    private void judge(Change change, List<Change> commit) {
        if (change.after().isEmpty()) {
            erased(MessageRows.read(change.before()), commit);
            return;
        }
        Message after = MessageRows.read(change.after());
        @Nullable Message before = change.before().isEmpty() ? null : MessageRows.read(change.before());
        latest.put(after.id(), after);
        announcements.expect(before, after);
        if (before == null) {
            Law.require(after.life().version() == 1, "a message begins with its first version", after);
            requireRecord(after, commit);
            count(after, commit);
            return;
        }
        if (before.state() == after.state()) {
            Law.require(
                    before.contentHash().equals(after.contentHash()) || editable(before),
                    "content changes only before it is decided",
                    after);
            return;
        }
        Law.require(
                STEPS.getOrDefault(before.state(), Set.of()).contains(after.state()),
                "a legal step",
                before.state() + " to " + after.state() + " of " + after.id());
        requireRecord(after, commit);
        if (before.state().waitsForPerson()) {
            decided(before, after);
        }
        if (after.state() == MessageState.SENDING) {
            claimed(after);
        }
        if (after.state() == MessageState.SENT) {
            boolean attempted =
                    before.state() != MessageState.QUEUED || before.life().attempt() > 1;
            Law.require(attempted, "what was sent was attempted", after);
        }
    }

    private static boolean editable(Message before) {
        return before.state() == MessageState.PENDING || before.state() == MessageState.SCHEDULED;
    }

    private void told(String about) {
        MessageId.parse(about)
                .ifPresent(id -> Law.require(
                        latest.containsKey(id), "nothing of a message is written once it is erased", about));
    }

    private void erased(Message gone, List<Change> commit) {
        latest.remove(gone.id());
        Law.require(Lifecycle.isAtRest(gone.life()), "nothing is erased that is still on its way", gone);
        requireRecord(gone, commit);
        Law.require(
                commit.stream().anyMatch(change -> RowLaws.kind(change).equals("GONE#/GONE")),
                "an erasure is written down until it is finished",
                gone.id());
    }

    private void requireRecord(Message after, List<Change> commit) {
        boolean recorded = commit.stream()
                .filter(change -> change.table().equals(memory.tables().audit()))
                .anyMatch(change ->
                        RowLaws.text(change.after(), "res").equals(after.id().toString()));
        Law.require(recorded, "each step has its record in the same commit", after.state() + " " + after.id());
    }

    private void count(Message after, List<Change> commit) {
        if (!(after.matter() instanceof Matter.Outbound)) {
            return;
        }
        // A send that read its mailbox before the owner's last change still counts by what it read.
        int most = Math.max(
                hourly(mailbox(after)), hourly(earlier.getOrDefault(after.id().mailbox(), Map.of())));
        for (Change change : commit) {
            if (RowLaws.kind(change).equals("RATE#/HOUR#")) {
                Law.require(RowLaws.number(change.after(), "n") <= most, "no more sends in an hour", change);
                return;
            }
        }
        Law.require(false, "each send is counted", after.id());
    }

    private static int hourly(Map<String, AttributeValue> mailbox) {
        int limit = RowLaws.number(preferences(mailbox), "sends");
        return limit == 0 && !mailbox.isEmpty() ? Integer.MAX_VALUE : limit;
    }

    private static Map<String, AttributeValue> preferences(Map<String, AttributeValue> mailbox) {
        @Nullable AttributeValue preferences = mailbox.get("pref");
        return preferences == null ? Map.of() : preferences.m();
    }

    private void decided(Message before, Message after) {
        if (after.state() == MessageState.EXPIRED) {
            Law.require(
                    before.life().expiresAt() != null
                            && !after.updatedAt().isBefore(before.life().expiresAt()),
                    "nothing expires before its time",
                    after);
            return;
        }
        if (after.state() == MessageState.CANCELLED) {
            return;
        }
        Law.require(
                before.life().expiresAt() == null
                        || after.updatedAt().isBefore(before.life().expiresAt()),
                "nothing is decided after its time",
                after);
        String by;
        if (after.state() == MessageState.REJECTED) {
            by = after.life().ending() == null ? "" : after.life().ending().by();
        } else {
            @Nullable Approval approval = after.life().approval();
            Law.require(
                    (approval != null && approval.kind() == Approval.Kind.PERSON) || isEdit(before, after),
                    "a person approved",
                    after);
            Law.require(
                    approval == null || approval.contentHash().equals(after.contentHash()),
                    "what was approved is the content",
                    after);
            by = approval == null || isEdit(before, after) ? "" : approval.by();
        }
        if (by.contains("@")) {
            Law.require(
                    RowLaws.texts(mailbox(after), "approvers").contains(by), "who decides is an approver then", after);
        }
    }

    // A scheduled message that was edited begins anew, under the policy of that moment.
    private static boolean isEdit(Message before, Message after) {
        return !before.contentHash().equals(after.contentHash());
    }

    private void claimed(Message after) {
        String attempt = after.id() + " " + after.life().attempt();
        Law.require(!claims.containsKey(attempt), "an attempt is claimed once", attempt);
        claims.put(attempt, new Claim(after, rows.get("BODY#" + after.id(), "RAW")));
        Map<String, AttributeValue> mailbox = mailbox(after);
        Law.require(mailbox.containsKey("active"), "only an active mailbox lets mail leave", after);
        List<Address> recipients = ((Matter.Outbound) after.matter()).envelope().recipients();
        Law.require(mayLeave(after, mailbox, recipients), "a person or the policy lets it leave", after);
        for (Address recipient : recipients) {
            Map<String, AttributeValue> suppressed =
                    rows.get("ACC#" + after.accountId(), "SUP#" + recipient.normalized());
            Law.require(suppressed.isEmpty(), "no suppressed recipient", attempt + " " + recipient);
        }
    }

    private static boolean mayLeave(Message message, Map<String, AttributeValue> mailbox, List<Address> recipients) {
        @Nullable Approval approval = message.life().approval();
        if (approval != null && approval.kind() == Approval.Kind.PERSON) {
            return approval.contentHash().equals(message.contentHash());
        }
        OversightMode mode = OversightMode.parse(RowLaws.text(mailbox, "mode")).orElseThrow();
        return switch (mode) {
            case AUTONOMOUS, MONITORED -> true;
            case GATED_SEND -> {
                Set<String> allowed = new HashSet<>(RowLaws.texts(mailbox, "allow"));
                yield recipients.stream()
                        .allMatch(recipient -> allowed.contains(recipient.normalized())
                                || allowed.contains("*@" + recipient.domain().toLowerCase(Locale.ROOT)));
            }
            case GATED_ALL, READ_ONLY -> false;
        };
    }

    private Map<String, AttributeValue> mailbox(Message message) {
        return rows.get("MBX#" + message.id().mailbox().key(), "CFG");
    }

    /** The rows that something must still happen to. */
    List<String> unfinished() {
        List<String> open = new ArrayList<>();
        latest.values().stream()
                .filter(message -> switch (message.state()) {
                    case PENDING, SCHEDULED, QUEUED, SENDING -> true;
                    case SENT,
                            UNCONFIRMED,
                            FAILED,
                            REJECTED,
                            CANCELLED,
                            EXPIRED,
                            APPLIED,
                            PENDING_INBOUND,
                            UNREAD,
                            READ -> false;
                })
                .forEach(message -> open.add(message.id() + " is " + message.state()));
        rows.due().forEach(open::add);
        rows.bodies().stream()
                .filter(id -> !latest.containsKey(id))
                .forEach(id -> open.add(id + " is erased, but not its body"));
        return open;
    }
}
