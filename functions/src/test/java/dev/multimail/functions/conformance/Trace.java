package dev.multimail.functions.conformance;

import dev.multimail.functions.conformance.Names.Box;
import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.conformance.Names.Token;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.message.Approval;
import dev.multimail.message.Ending;
import dev.multimail.message.Life;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.policy.OversightMode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One trace: what happened, what was told, and what the store and the transport held after each step. */
final class Trace {
    /** The number of no content that there is. */
    static final int OTHER_CONTENT = 0xfff;

    private static final int ARGUMENTS = 16;
    private static final int OUTCOME = 60;

    /** A step in the digits of the data, and in words. */
    record Step(Kind kind, Reply reply, Optional<MessageState> lands, String digits, String words) {}

    private final World world;
    private final Instant start;
    private final Handed handed;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> contents = new HashMap<>();
    private final Map<String, Integer> credentials = new HashMap<>();
    private final Map<MessageId, Optional<Message>> read = new HashMap<>();
    private long readAt = -1;

    Trace(World world) {
        this.world = world;
        this.start = world.clock().instant();
        this.handed = new Handed(world);
    }

    Handed handed() {
        return handed;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The whole trace as one number: a one, and then its steps. */
    String literal() {
        StringBuilder digits = new StringBuilder("1");
        steps.forEach(step -> digits.append(step.digits()));
        return "0x" + new BigInteger(digits.toString(), 16).toString(16);
    }

    void knows(Token token) {
        credentials.put(token.id(), token.actor());
    }

    /** The number of a content, the next free one if it is new. */
    int content(String hash) {
        return contents.computeIfAbsent(hash, unknown -> contents.size() + 1);
    }

    long time(@Nullable Instant at) {
        return at == null ? 0 : Duration.between(start, at).toSeconds() + 1;
    }

    void tick(Duration by) {
        world.clock().advance(by);
        add(Kind.TICK, null, null, new Digits().put(5, by.toSeconds()), Reply.NOTHING, "");
    }

    void ofMessage(Kind kind, @Nullable Token token, Cell cell, Digits arguments, Reply reply) {
        add(kind, token, cell, arguments, reply, cellDigits(cell).filled(OUTCOME));
    }

    void job(Kind kind, Cell cell, Digits arguments) {
        ofMessage(kind, null, cell, arguments, Reply.NOTHING);
    }

    void job(Kind kind, Cell cell) {
        job(kind, cell, new Digits());
    }

    void ofMailbox(Kind kind, Token token, Box box, Digits arguments, Reply reply) {
        add(kind, token, new Cell(0, box, true, null), arguments, reply, settingsDigits(box));
    }

    void ofAccount(Kind kind, @Nullable Token token, @Nullable Box box, Digits arguments, Reply reply) {
        add(kind, token, box == null ? null : new Cell(0, box, true, null), arguments, reply, "");
    }

    private void add(
            Kind kind, @Nullable Token token, @Nullable Cell cell, Digits arguments, Reply reply, String outcome) {
        Digits event = new Digits()
                .put(2, kind.number())
                .put(1, token == null ? 0 : token.account())
                .put(2, token == null ? 0 : token.number())
                .put(1, cell == null ? 0 : cell.box().number())
                .put(1, cell != null && cell.live() ? 1 : 0)
                .put(2, cell == null ? 0 : cell.number());
        String words = kind
                + (token == null ? "" : " by token " + token.number() + " of account " + token.account())
                + (cell == null
                        ? ""
                        : " on " + (cell.live() ? "" : "test ") + "message " + cell.number() + " of mailbox "
                                + cell.box().number())
                + ": " + reply.words();
        String digits = event.filled(9)
                + arguments.filled(ARGUMENTS)
                + new Digits().put(2, reply.number()).padded(2)
                + outcome
                + "0".repeat(OUTCOME - outcome.length());
        Optional<MessageState> lands =
                cell == null ? Optional.empty() : message(cell).map(Message::state);
        steps.add(new Step(kind, reply, lands, digits, words));
    }

    private String settingsDigits(Box box) {
        return world.services()
                .store()
                .mailboxes()
                .get(box.id())
                .map(row -> new Names.Settings(
                                row.mode(),
                                row.active(),
                                Names.bits(
                                        Names.PEOPLE,
                                        row.approvers().stream()
                                                .map(Objects::toString)
                                                .toList()),
                                row.pendingTtl(),
                                Names.bits(Names.PATTERNS, row.allowlist()))
                        .digits()
                        .padded(9))
                .orElse("");
    }

    /** The message as the store has it now; it is read again once something may have changed. */
    Optional<Message> message(Cell cell) {
        MessageId id = cell.id();
        if (id == null) {
            return Optional.empty();
        }
        if (readAt != world.faults().writes()) {
            read.clear();
            readAt = world.faults().writes();
        }
        return read.computeIfAbsent(
                id, unread -> world.services().store().messages().get(unread));
    }

    private Digits cellDigits(Cell cell) {
        Optional<Message> found = message(cell);
        if (found.isEmpty()) {
            return new Digits();
        }
        Message message = found.get();
        Life life = message.life();
        int matter = switch (message.matter()) {
            case Matter.Outbound _ -> 1;
            case Matter.Inbound _ -> 2;
            case Matter.HeldAction _ -> 3;
        };
        OversightMode mode = life.sendingMode();
        return new Digits()
                .put(1, matter)
                .put(1, List.of(MessageState.values()).indexOf(life.state()))
                .put(1, life.attempt())
                .put(5, time(life.expiresAt()))
                .put(5, time(life.sendAt()))
                .put(5, time(life.wakeAt()))
                .put(approval(life.approval()))
                .put(ending(life.ending()))
                .put(5, time(life.handover() == null ? null : life.handover().at()))
                .put(1, mode == null ? 0 : List.of(OversightMode.values()).indexOf(mode) + 1)
                .put(1, life.noticesAsked())
                .put(5, time(life.noticedAt()))
                .put(3, content(message.contentHash()))
                .put(handed.digits(cell, this));
    }

    private Digits approval(@Nullable Approval approval) {
        if (approval == null) {
            return new Digits().put(11, 0);
        }
        boolean person = approval.kind() == Approval.Kind.PERSON;
        return new Digits()
                .put(1, person ? 1 : 2)
                .put(2, person ? actor(approval.by()) : 1)
                .put(5, time(approval.at()))
                .put(3, content(approval.contentHash()));
    }

    private Digits ending(@Nullable Ending ending) {
        return ending == null
                ? new Digits().put(7, 0)
                : new Digits().put(2, actor(ending.by())).put(5, time(ending.at()));
    }

    private int actor(String by) {
        if (by.startsWith("system:")) {
            return 2;
        }
        int person = Names.PEOPLE.indexOf(by);
        return person >= 0
                ? 0x10 + person
                : Objects.requireNonNull(credentials.get(by.substring(by.indexOf(':') + 1)), by);
    }
}
