package dev.multimail.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.message.Step.Changed;
import dev.multimail.policy.OversightMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random events in random order at random times, from every beginning: what must hold all the way. */
class LifecycleSequencesTest {
    private static final int STEPS = 40;
    private static final List<OversightMode> MODES = List.of(OversightMode.values());
    private static final Set<MessageState> FINAL = Set.of(
            MessageState.SENT,
            MessageState.FAILED,
            MessageState.REJECTED,
            MessageState.CANCELLED,
            MessageState.EXPIRED,
            MessageState.APPLIED,
            MessageState.READ);
    private static final Set<MessageState> NEVER_ASLEEP =
            Set.of(MessageState.PENDING, MessageState.SCHEDULED, MessageState.QUEUED, MessageState.SENDING);

    /** One life on its way, and what was seen of it. */
    private static final class Story {
        final Random random;
        final Matter matter;
        final boolean beganHeld;
        Instant now = Lives.NOW;
        Life life;
        int claims;
        int acceptances;

        Story(long seed) {
            random = new Random(seed);
            Instant sendAt = random.nextBoolean() ? null : Lives.NOW.plusSeconds(random.nextInt(300_000));
            beganHeld = random.nextBoolean();
            matter = switch (random.nextInt(4)) {
                case 0 -> Lives.INBOUND;
                case 1 -> beganHeld ? Lives.ACTION : Lives.OUTBOUND;
                default -> Lives.OUTBOUND;
            };
            life = matter instanceof Matter.Inbound
                    ? Lifecycle.received(beganHeld, now)
                    : beganHeld
                            ? Lifecycle.held(Lives.EXPIRES_AT, sendAt, now)
                            : Lifecycle.allowed(random.nextBoolean() ? null : Lives.STANDING, sendAt, now);
        }

        void go() {
            now = now.plus(Duration.ofMinutes(random.nextInt(random.nextInt(4) == 0 ? 2_000 : 5)));
            int event = random.nextInt(17);
            Life before = life;
            if (event(event) instanceof Changed changed) {
                life = changed.life();
                seen(before, event);
            }
            hold(before);
        }

        private Step event(int event) {
            int attempt = 1 + random.nextInt(6);
            Ending ending = new Ending("ann@example.com", now, null);
            Handover handover = new Handover(now, "provider-" + now, "m@example.com");
            OversightMode mode = MODES.get(random.nextInt(MODES.size()));
            return switch (event) {
                case 0 -> Lifecycle.approve(life, Lives.BY_ANN, Lives.HASH, matter, now);
                case 1 -> random.nextInt(8) == 0 ? Lifecycle.reject(life, ending) : Lifecycle.noticed(life, now);
                case 2 -> random.nextInt(8) == 0 ? Lifecycle.cancel(life, ending) : Lifecycle.askNotice(life, now);
                case 3 -> Lifecycle.expire(life, now);
                case 4 -> Lifecycle.release(life, now);
                case 5, 6 -> Lifecycle.claim(life, mode, now);
                case 7 -> Lifecycle.holdAgain(life, now.plus(Duration.ofDays(1)), now);
                case 8 ->
                    random.nextInt(8) == 0
                            ? Lifecycle.refuseBeforeSending(life, ending)
                            : Lifecycle.claim(life, mode, now);
                case 9 -> Lifecycle.accepted(life, attempt, handover);
                case 10, 11, 12 -> Lifecycle.refusedForNow(life, life.attempt(), "throttled", now);
                case 13 -> Lifecycle.refusedForGood(life, attempt, "rejected", now);
                case 14 -> Lifecycle.doubt(life, now);
                case 15 -> Lifecycle.evidence(life, attempt, handover);
                case 16 -> Lifecycle.read(life);
                default -> throw new IllegalStateException("no such event");
            };
        }

        private void seen(Life before, int event) {
            assertThat(life.version()).isEqualTo(before.version() + 1);
            if (life.state() == MessageState.SENDING && before.state() != MessageState.SENDING) {
                claims++;
            }
            if (life.state() == MessageState.SENT && before.state() != MessageState.SENT) {
                acceptances++;
                assertThat(claims).as("nothing leaves without a claim").isPositive();
            }
            if (event == 0 && before.expiresAt() != null) {
                assertThat(now).as("approved in time").isBefore(before.expiresAt());
            }
            if (life.state() == MessageState.EXPIRED) {
                assertThat(before.state()).isEqualTo(MessageState.PENDING);
                assertThat(now).as("expired in time").isAfterOrEqualTo(before.expiresAt());
            }
        }

        private void hold(Life before) {
            if (FINAL.contains(before.state())) {
                assertThat(life.state()).as("an end is an end").isEqualTo(before.state());
            }
            if (before.state() == MessageState.UNCONFIRMED) {
                assertThat(life.state()).isIn(MessageState.UNCONFIRMED, MessageState.SENT);
            }
            if (before.handover() != null) {
                assertThat(life.handover()).as("accepted once").isEqualTo(before.handover());
            }
            assertThat(acceptances).isLessThanOrEqualTo(1);
            assertThat(claims).isLessThanOrEqualTo(Lifecycle.MAX_ATTEMPTS);
            assertThat(life.attempt()).isBetween(1, Lifecycle.MAX_ATTEMPTS);
            assertThat(life.noticesAsked()).isLessThanOrEqualTo(Lifecycle.MAX_NOTICES + 1);
            if (NEVER_ASLEEP.contains(life.state())) {
                assertThat(life.wakeAt()).as("nothing sleeps for ever").isNotNull();
            }
            if (life.state() == MessageState.SENDING && beganHeld) {
                assertThat(life.approvedByPerson()).as("held means held").isTrue();
            }
        }
    }

    @Property(tries = 10_000)
    void whateverHappensTheLifeKeepsItsPromises(@ForAll long seed) {
        Story story = new Story(seed);
        for (int step = 0; step < STEPS; step++) {
            story.go();
        }
    }
}
