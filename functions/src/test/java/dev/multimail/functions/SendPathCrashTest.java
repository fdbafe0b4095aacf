package dev.multimail.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.Faults;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Kills the process at every call that leaves it, on the whole way of a message: once before the call took effect, once
 * after it did but before its answer came. The next process has lost all timers and everything on the queues. Nothing
 * may be lost, and nothing may leave twice.
 */
class SendPathCrashTest {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofMinutes(16);
    private static final int MORE_THAN_ANY_WAY_TAKES = 200;

    private final World world = new World();
    private int mailboxes;

    @Test
    void aMessageThatNeedsNoApprovalIsNeitherLostNorDoubled() {
        List<String> calls = everyCrash("autonomous");
        assertThat(calls).contains("transactWriteItems", "queue.send", "live.send");
    }

    @Test
    void aMessageThatAPersonApprovesIsNeitherLostNorDoubled() {
        List<String> calls = everyCrash("gated_send");
        assertThat(calls).contains("parking.park", "parking.endWait", "live.send");
    }

    private List<String> everyCrash(String mode) {
        List<String> wholeWay = new ArrayList<>();
        for (int call = 0; call < MORE_THAN_ANY_WAY_TAKES; call++) {
            for (Faults.When moment : Faults.When.values()) {
                Run run = new Run(mode, call, moment);
                run.go();
                if (!run.crashed) {
                    return run.calls;
                }
                wholeWay = run.calls;
            }
        }
        throw new AssertionError("the way does not end: " + wholeWay);
    }

    /** One message on its way, with one crash. */
    private final class Run {
        private final String story;
        private final int at;
        private final Faults.When moment;
        private final TestMailbox mailbox;
        private boolean crashed;
        private List<String> calls = List.of();

        Run(String mode, int at, Faults.When moment) {
            this.story = mode + ", crash " + moment + " call " + at;
            this.at = at;
            this.moment = moment;
            this.mailbox = world.mailbox("agent" + ++mailboxes + "@agents.example.com", mode);
            world.settle();
        }

        void go() {
            int noticesBefore = world.outbox().notices().size();
            world.faults().crashAt(at, moment);
            Answer sent = surviving(() -> mailbox.send(mailbox.token(), "PO", Map.of("idempotency_key", "once")));
            assertThat(sent.status()).as(story).isEqualTo(202);
            surviving(world::settle);
            if (sent.text("status").equals("pending")) {
                assertThat(world.outbox().notices()).as(story).hasSizeGreaterThan(noticesBefore);
                String link = mailbox.newestLink();
                String nonce = surviving(() -> mailbox.open(link));
                assertThat(surviving(() -> mailbox.post(link, nonce, "approve", ""))
                                .status())
                        .as(story)
                        .isEqualTo(200);
                surviving(world::settle);
            }
            if (!crashed) {
                calls = world.faults().calls();
            }
            world.faults().heal();
            bringToRest();
            judge(sent.text("id"));
        }

        // What the next process does: it knows nothing of timers and queues, and the client or AWS repeats the call.
        private <T> T surviving(Supplier<T> act) {
            try {
                return act.get();
            } catch (Faults.Crash crash) {
                crashed = true;
                calls = world.faults().calls();
                world.faults().heal();
                world.pipeline().forget();
                world.pipeline().recover();
                return act.get();
            }
        }

        private void bringToRest() {
            world.settle();
            world.clock().advance(LONGER_THAN_A_LEASE);
            world.pipeline().sweep();
            world.settle();
        }

        private void judge(String id) {
            long copies = world.outbox().agentMail().stream()
                    .filter(mail -> mail.tag().equals(id))
                    .count();
            String status = mailbox.status(id);
            boolean attemptWasCut = status.equals("unconfirmed");
            assertThat(copies).as(story).isLessThanOrEqualTo(1);
            assertThat(status).as(story).isIn("sent", "unconfirmed");
            if (!attemptWasCut) {
                assertThat(copies).as(story).isEqualTo(1);
            }
            if (!crashed) {
                assertThat(status).as(story).isEqualTo("sent");
            }
        }
    }
}
