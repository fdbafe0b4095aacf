package dev.multimail.functions.conformance;

import dev.multimail.functions.conformance.Names.Cell;
import dev.multimail.functions.testing.World;
import dev.multimail.message.Matter;
import dev.multimail.message.MessageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One seeded trace: who comes next, and what they do. */
final class Play {
    private static final Set<MessageState> GOING_ON = Set.of(
            MessageState.SCHEDULED,
            MessageState.QUEUED,
            MessageState.SENDING,
            MessageState.SENT,
            MessageState.UNCONFIRMED,
            MessageState.UNREAD,
            MessageState.READ);

    private final Stage stage;
    private final Calls calls;
    private final Owners owners;
    private final Works works;
    private final List<Runnable> acts = new ArrayList<>();

    Play(World world, int number) {
        stage = new Stage(world, number);
        calls = new Calls(stage);
        owners = new Owners(stage);
        works = new Works(stage);
        act(10, calls::send);
        act(6, calls::act);
        act(3, works::receive);
        act(2, calls::look);
        act(3, owners::configure);
        act(2, owners::allow);
        act(2, owners::createMailbox);
        act(2, owners::createToken);
        act(1, owners::revokeToken);
        act(3, owners::requestUpgrade);
        act(1, owners::askTooOften);
        act(5, owners::applyUpgrade);
        act(4, this::tick);
        act(4, works::sweep);
        onMessages();
    }

    private void onMessages() {
        act(4, () -> ifAny(() -> calls.read(stage.anyCell())));
        act(6, () -> ifAny(calls::decide));
        act(8, () -> ifAny(calls::press));
        act(13, () -> inMatter(Matter.HeldAction.class));
        act(10, () -> inMatter(Matter.Inbound.class));
        act(4, () -> ifAny(() -> calls.cancel(stage.anyCell())));
        act(22, () -> inState(MessageState.QUEUED, cell -> works.deliver(cell, () -> meanwhile(cell))));
        act(3, () -> inState(MessageState.SCHEDULED, works::release));
        act(4, () -> ifAny(() -> works.askApprovers(waiting())));
        act(3, () -> inState(MessageState.SENT, works::copyToApprovers));
        act(4, () -> ifAny(this::askForLinks));
        act(2, () -> inState(MessageState.PENDING, works::expire));
        act(3, () -> ifAny(() -> works.evidence(stage.anyCell())));
        act(2, () -> inState(MessageState.SENDING, works::evidence));
        act(9, () -> inState(MessageState.SENT, works::bounce));
        act(3, () -> inState(MessageState.QUEUED, works::tamper));
        act(28, this::approveAgain);
        act(2, () -> inState(MessageState.PENDING, this::approveLate));
    }

    private void act(int weight, Runnable what) {
        for (int times = 0; times < weight; times++) {
            acts.add(what);
        }
    }

    /** Plays until there are so many steps. */
    Trace play(int steps) {
        owners.createMailbox(stage.owner(0), 1, owners.nextBox());
        owners.createMailbox(stage.owner(stage.number % 2), 2, owners.nextBox());
        // Somebody with an account's key who decides, and nothing else.
        owners.createToken(stage.owner(0), null, 8);
        while (stage.trace.steps().size() < steps) {
            if (stage.chance(1)) {
                owners.delete();
            } else {
                stage.any(acts).run();
            }
        }
        return stage.trace;
    }

    private void ifAny(Runnable act) {
        if (!stage.cells.isEmpty()) {
            act.run();
        }
    }

    // Mostly a message in this state; sometimes any, to whom nothing may happen then.
    private void inState(MessageState state, Consumer<Cell> act) {
        List<Cell> there = stage.cells.stream()
                .filter(cell -> stage.message(cell).state() == state)
                .toList();
        if (!there.isEmpty()) {
            act.accept(stage.any(there));
        } else if (!stage.cells.isEmpty() && stage.chance(10)) {
            act.accept(stage.anyCell());
        }
    }

    // Held actions and mail that came in are rarer than mail that goes out.
    private void inMatter(Class<? extends Matter> matter) {
        stage.cells.stream()
                .filter(cell -> matter.isInstance(stage.message(cell).matter())
                        && stage.message(cell).state().waitsForPerson())
                .findFirst()
                .ifPresent(calls::press);
    }

    // What an approver approved goes on, and they press the button once more.
    private void approveAgain() {
        List<Cell> approved = stage.cells.stream()
                .filter(cell -> GOING_ON.contains(stage.message(cell).state())
                        && stage.message(cell).life().approvedByPerson())
                .toList();
        if (approved.isEmpty()) {
            return;
        }
        // Each state that there is as often as any other.
        MessageState rare = stage.any(approved.stream()
                .map(cell -> stage.message(cell).state())
                .distinct()
                .toList());
        Cell cell = stage.any(approved, any -> stage.message(any).state() == rare);
        switch (rare) {
            case SCHEDULED -> release(cell);
            case QUEUED -> works.deliver(cell, () -> calls.press(cell));
            case SENDING -> {
                calls.press(cell);
                runOut();
            }
            case UNREAD -> calls.read(cell);
            default -> {}
        }
        calls.press(cell);
    }

    // What was scheduled comes due and leaves.
    private void release(Cell cell) {
        waitUntil(stage.message(cell).life().sendAt());
        works.release(cell);
        works.deliver(cell, () -> meanwhile(cell));
    }

    private void waitUntil(@Nullable Instant at) {
        if (at != null && at.isAfter(stage.now())) {
            stage.trace.tick(Duration.between(stage.now(), at).plusSeconds(stage.random.nextInt(2)));
        }
    }

    // An approver presses the button in the second in which it is too late, or one later.
    private void approveLate(Cell cell) {
        waitUntil(stage.message(cell).life().expiresAt());
        calls.press(cell);
    }

    private Cell waiting() {
        return stage.any(stage.cells, cell -> stage.message(cell).state().waitsForPerson());
    }

    private void askForLinks() {
        Cell cell = waiting();
        if (stage.message(cell).life().noticedAt() == null) {
            works.askApprovers(cell);
        }
        if (stage.chance(70)) {
            stage.trace.tick(Duration.ofSeconds(60));
        }
        works.askForLinks(cell);
    }

    // What can happen between a claim and the transport's answer.
    private void meanwhile(Cell cell) {
        switch (stage.random.nextInt(5)) {
            case 0 -> runOut();
            case 1 -> calls.press(cell);
            case 2 -> inState(MessageState.SENDING, works::evidence);
            case 3 -> inState(MessageState.SENDING, calls::cancel);
            default -> owners.configure();
        }
    }

    // The lease of every attempt that is under way ends.
    private void runOut() {
        if (stage.chance(60)) {
            stage.trace.tick(Duration.ofMinutes(16));
            works.sweep();
        }
    }

    // Time passes; often just up to a moment that some guard compares with, a second short of it or past it.
    private void tick() {
        List<Duration> near = stage.cells.stream()
                .map(cell -> stage.message(cell).life())
                .flatMap(life -> Stream.of(life.expiresAt(), life.sendAt(), life.wakeAt()))
                .filter(Objects::nonNull)
                .map((Instant at) -> Duration.between(stage.now(), at).plusSeconds(stage.random.nextInt(3) - 1))
                .filter(until -> until.isPositive())
                .toList();
        Duration by =
                near.isEmpty() || stage.chance(30) ? Duration.ofSeconds(1 + stage.random.nextInt(90)) : stage.any(near);
        stage.trace.tick(by);
    }
}
