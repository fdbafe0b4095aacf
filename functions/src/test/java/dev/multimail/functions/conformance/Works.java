package dev.multimail.functions.conformance;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Job;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.functions.pipeline.Expire;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.testing.Faults;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.id.Lane;
import dev.multimail.id.MessageId;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Octets;
import dev.multimail.policy.OversightMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service does by itself and what happens to it: jobs, timers, events of the transport, mail that comes in.
 */
final class Works {
    private static final Duration BETWEEN_NOTICES = Duration.ofMinutes(1);

    private final Stage stage;
    private final Trace trace;
    private final Stored stored;
    private int received;

    Works(Stage stage) {
        this.stage = stage;
        this.trace = stage.trace;
        this.stored = new Stored(stage.world.tables());
    }

    /** Where a process dies, if it does: at which call, the how maniest of its name, and before or after it. */
    private record Death(String call, int which, Faults.When when) {}

    private static final List<Death> DEATHS = List.of(
            new Death("transactWriteItems", 0, Faults.When.BEFORE),
            new Death("transactWriteItems", 0, Faults.When.AFTER),
            new Death("send", 0, Faults.When.BEFORE),
            new Death("send", 0, Faults.When.AFTER),
            new Death("transactWriteItems", 1, Faults.When.BEFORE),
            new Death("transactWriteItems", 1, Faults.When.AFTER));

    /** What the transport will say: its verdict in the numbers of the model, and whether it took the mail. */
    private record Plan(int verdict, boolean taken, Delivery delivery) {}

    private static final Plan ACCEPTED = new Plan(1, true, new Delivery.Accepted("given"));
    private static final Plan NOT_NOW = new Plan(2, false, new Delivery.RefusedForNow("busy"));
    private static final Plan NEVER = new Plan(3, false, new Delivery.RefusedForGood("no"));
    private static final Plan LOST = new Plan(0, true, new Delivery.Unknown("no answer"));
    private static final Plan LOST_AND_REFUSED = new Plan(0, false, new Delivery.Unknown("no answer"));

    /** What is seen of one attempt from inside the transport. */
    private static final class Seen {
        private boolean called;
        private boolean heard;
        private int attempt;
    }

    /** One attempt by the real worker, with what happens meanwhile, and where it dies. */
    void deliver(Cell cell, Runnable meanwhile) {
        Death death = stage.chance(25) ? stage.any(DEATHS) : null;
        Plan plan = stage.any(List.of(
                ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED, NOT_NOW, NOT_NOW, NEVER, LOST, LOST, LOST, LOST_AND_REFUSED));
        Message before = stage.message(cell);
        Seen seen = new Seen();
        trace.handed().answering((mail, live) -> {
            seen.called = true;
            seen.attempt = mail.attempt();
            trace.job(Kind.CLAIM, cell);
            if (death == null && stage.chance(40)) {
                meanwhile.run();
            }
            return answered(cell, mail, live, plan, death, seen);
        });
        boolean died = run(death, new Job.Deliver(MessageId.of(String.valueOf(cell.id()))));
        boolean changed = !stage.message(cell).life().equals(before.life());
        if (!seen.called && (changed || !died)) {
            trace.job(Kind.CLAIM, cell);
        }
        boolean recorded = seen.heard && !(died && death != null && death.when() == Faults.When.BEFORE);
        if (recorded) {
            trace.job(Kind.RECORD, cell, new Digits().put(1, seen.attempt).put(1, plan.verdict()));
        }
        if (died) {
            trace.job(Kind.CRASH, cell);
        }
    }

    private Delivery answered(Cell cell, Outgoing mail, boolean live, Plan plan, @Nullable Death death, Seen seen) {
        trace.handed().add(mail, live, plan.taken());
        seen.heard = plan.verdict() != 0 && (death == null || !death.call().equals("send"));
        Digits arguments = new Digits()
                .put(1, mail.attempt())
                .put(1, seen.heard ? plan.verdict() : 0)
                .put(1, plan.taken() ? 1 : 0);
        trace.job(Kind.HAND, cell, arguments);
        return plan.delivery();
    }

    // Whether the process died on the way.
    private boolean run(@Nullable Death death, Job job) {
        if (death != null) {
            stage.world.faults().crashAt(death.call(), death.which(), death.when());
        }
        try {
            stage.world.pipeline().handle(job);
            return false;
        } catch (Faults.Crash crash) {
            return true;
        } finally {
            stage.world.faults().heal();
        }
    }

    void release(Cell cell) {
        run(null, new Job.Release(MessageId.of(String.valueOf(cell.id()))));
        trace.job(Kind.RELEASE, cell);
    }

    void askApprovers(Cell cell) {
        run(null, new Job.AskApprovers(MessageId.of(String.valueOf(cell.id()))));
        trace.job(Kind.NOTICED, cell);
    }

    void copyToApprovers(Cell cell) {
        run(null, new Job.CopyToApprovers(MessageId.of(String.valueOf(cell.id()))));
        trace.job(Kind.COPIED, cell);
    }

    void expire(Cell cell) {
        new Expire(stage.world.services())
                .handleRequest(Map.of(Expire.MESSAGE_ID, String.valueOf(cell.id())), new TestContext());
        trace.job(Kind.EXPIRE, cell);
    }

    /** The sweep looks at all messages; each that it could end is a step. */
    void sweep() {
        List<Cell> doubtful = in(MessageState.SENDING);
        List<Cell> pending = in(MessageState.PENDING);
        stage.world.pipeline().sweep();
        doubtful.forEach(cell -> trace.job(Kind.DOUBT, cell));
        pending.forEach(cell -> trace.job(Kind.EXPIRE, cell));
    }

    private List<Cell> in(MessageState state) {
        return stage.cells.stream()
                .filter(cell -> stage.message(cell).state() == state)
                .toList();
    }

    /** A visitor without a link asks for fresh ones; nothing happens within a minute of the last. */
    void askForLinks(Cell cell) {
        Instant last = stage.message(cell).life().noticedAt();
        if (last != null && !last.plus(BETWEEN_NOTICES).isAfter(stage.now())) {
            stage.world.call("", "POST", "/v1/approve/" + cell.id(), "");
            trace.job(Kind.ASK_NOTICE, cell);
        }
    }

    void evidence(Cell cell) {
        int attempt = stage.random.nextInt(stage.message(cell).life().attempt() + 2);
        tell(cell, "Send", attempt, Map.of());
        trace.job(Kind.EVIDENCE, cell, new Digits().put(1, attempt));
    }

    /** A recipient bounced for good: that proves the attempt too. */
    void bounce(Cell cell) {
        if (!cell.live()) {
            return;
        }
        int recipient = stage.random.nextInt(2);
        int attempt = stage.message(cell).life().attempt();
        tell(
                cell,
                "Bounce",
                attempt,
                Map.of(
                        "bounceType",
                        "Permanent",
                        "bouncedRecipients",
                        List.of(Map.of("emailAddress", Names.RECIPIENTS.get(recipient)))));
        trace.job(Kind.EVIDENCE, cell, new Digits().put(1, attempt));
        Digits arguments = new Digits().put(1, cell.box().account()).put(1, recipient);
        trace.ofAccount(Kind.BOUNCE, null, null, arguments, Reply.NOTHING);
    }

    private void tell(Cell cell, String kind, int attempt, Map<String, Object> bounce) {
        Map<String, Object> tags = Map.of(
                DeliveryEvents.MESSAGE_TAG, List.of(String.valueOf(cell.id())),
                DeliveryEvents.ATTEMPT_TAG, List.of(Integer.toString(attempt)));
        Map<String, Object> detail =
                Map.of("eventType", kind, "bounce", bounce, "mail", Map.of("messageId", "ses-1", "tags", tags));
        new DeliveryEvents(stage.world.services()).handleRequest(Map.of("detail", detail), new TestContext());
    }

    void receive() {
        // Mostly where it waits for a person.
        Box box = stage.any(stage.boxes, any -> stage.settings(any).mode() == OversightMode.GATED_ALL);
        if (stage.chance(30)) {
            box = stage.any(stage.boxes);
        }
        String sesId = "ses-" + stage.number + "-" + ++received;
        String raw = "From: Ann <ann@one.example>\r\nTo: " + box.address() + "\r\nSubject: " + sesId
                + "\r\nMessage-ID: <" + sesId + "@one.example>\r\n\r\nThe text.\r\n";
        stage.world.blobs().put(Receive.blobKey(sesId), Octets.owning(raw.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> event = Map.of(
                "Records",
                List.of(Map.of(
                        "ses",
                        Map.of(
                                "mail", Map.of("messageId", sesId, "source", "ann@one.example"),
                                "receipt", Map.of("recipients", List.of(box.address()))))));
        Optional<MessageId> before = newest(box);
        new Receive(stage.world.services()).handleRequest(event, new TestContext());
        // Told twice, taken once.
        new Receive(stage.world.services()).handleRequest(event, new TestContext());
        Optional<MessageId> after = newest(box);
        Cell cell = stage.place(box, true, after.equals(before) ? null : after.orElseThrow());
        int hash = trace.message(cell)
                .map(message -> trace.content(message.contentHash()))
                .orElse(0);
        trace.job(Kind.RECEIVE, cell, new Digits().put(3, hash));
    }

    private Optional<MessageId> newest(Box box) {
        return stage
                .world
                .services()
                .store()
                .messages()
                .newest(new Lane(box.id(), true), 1, null, message -> true)
                .items()
                .stream()
                .map(Message::id)
                .findFirst();
    }

    /** Somebody changes, deletes or puts back what is stored as a message's content. */
    void tamper(Cell cell) {
        if (cell.id() == null || !stored.has(cell.id())) {
            return;
        }
        int which = stage.random.nextInt(3);
        int own = trace.content(stage.message(cell).contentHash());
        switch (which) {
            case 0 -> stored.delete(cell.id());
            case 1 -> stored.change(cell.id());
            default -> stored.restore(cell.id());
        }
        trace.job(Kind.TAMPER, cell, new Digits().put(3, which == 0 ? 0 : which == 1 ? Trace.OTHER_CONTENT : own));
    }
}
