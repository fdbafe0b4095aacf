package dev.multimail.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Job;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Handlers hold no state, so threads here stand for processes: whoever comes first wins, and one copy leaves. */
class ApprovalRaceTest {
    private static final int ROUNDS = 40;

    private final World world = new World();

    @Test
    void approvalsByLinkAndByKeyAtOnceLetOneCopyLeave() throws Exception {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        for (int round = 0; round < ROUNDS; round++) {
            String id = mailbox.send("PO " + round).text("id");
            world.settle();
            String link = mailbox.newestLink();
            String nonce = mailbox.open(link);
            List<Callable<Answer>> everybody = new ArrayList<>();
            for (int clicker = 0; clicker < 4; clicker++) {
                everybody.add(() -> mailbox.post(link, nonce, "approve", ""));
                everybody.add(() -> decide(id, "approve"));
            }
            List<Answer> answers = atOnce(everybody);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
            assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
            world.settle();
            assertThat(copies(id)).as("round " + round).isEqualTo(1);
        }
    }

    @Test
    void ofApproveRejectAndCancelAtOnceExactlyOneWins() throws Exception {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        for (int round = 0; round < ROUNDS; round++) {
            String id = mailbox.send("PO " + round).text("id");
            world.settle();
            String link = mailbox.newestLink();
            List<Answer> answers = atOnce(List.of(
                    () -> mailbox.press(link, "approve", ""),
                    () -> decide(id, "reject"),
                    () -> world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/cancel", "")));
            world.settle();
            String status = mailbox.status(id);
            assertThat(status).isIn("sent", "rejected", "cancelled");
            assertThat(copies(id)).as("round " + round).isEqualTo(status.equals("sent") ? 1 : 0);
            // A cancel may follow an approval that has not left yet: then two were right, one after the other.
            long winners =
                    answers.stream().filter(answer -> answer.status() == 200).count();
            assertThat(winners).isBetween(1L, status.equals("cancelled") ? 2L : 1L);
        }
    }

    @Test
    void deliveriesOfOneMessageAtOnceMakeOneCopy() throws Exception {
        TestMailbox mailbox = world.mailbox("free@agents.example.com", "autonomous");
        for (int round = 0; round < ROUNDS; round++) {
            String id = mailbox.send("Hello " + round).text("id");
            Job job = new Job.Deliver(MessageId.of(id));
            atOnce(List.of(() -> deliver(job), () -> deliver(job), () -> deliver(job), () -> deliver(job)));
            world.settle();
            assertThat(copies(id)).as("round " + round).isEqualTo(1);
        }
    }

    @Test
    void fiftyClaimsOfOneMailboxAtOnceAllSucceed() throws Exception {
        TestMailbox mailbox = world.mailbox("free@agents.example.com", "autonomous");
        List<Callable<Answer>> deliveries = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int message = 0; message < 50; message++) {
            String id = mailbox.send("Hello " + message).text("id");
            ids.add(id);
            deliveries.add(() -> deliver(new Job.Deliver(MessageId.of(id))));
        }
        atOnce(deliveries);
        assertThat(ids).allSatisfy(id -> assertThat(copies(id)).isEqualTo(1));
    }

    private Answer deliver(Job job) {
        world.pipeline().handle(job);
        return new Answer(200, Map.of(), "{}");
    }

    private Answer decide(String id, String action) {
        return world.call(world.ownerKey(), "POST", "/v1/oversight/decide", Map.of("email_id", id, "action", action));
    }

    private long copies(String id) {
        return world.outbox().agentMail().stream()
                .filter(mail -> mail.tag().equals(id))
                .count();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> calls) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
