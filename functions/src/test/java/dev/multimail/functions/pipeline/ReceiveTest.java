package dev.multimail.functions.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.message.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReceiveTest {
    private static final String BUYER = "buyer@agents.example.com";

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox(BUYER, "gated_send");

    @Test
    void mailBecomesOneUnreadMessageHoweverOftenSesTellsOfIt() {
        Map<String, Object> event =
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), BUYER);
        for (int time = 0; time < 5; time++) {
            SesEvents.take(world, event);
        }
        world.settle();
        assertThat(inbox(mailbox)).hasSize(1);
        Tree mail = inbox(mailbox).getFirst();
        assertThat(mail.at("status").text()).isEqualTo("unread");
        assertThat(mail.at("subject").text()).isEqualTo("Offer");
        assertThat(mail.at("from").text()).isEqualTo("ann@example.org");
        assertThat(world.pipeline().events())
                .extracting(one -> one.type().emailName())
                .containsExactly("email.received");
    }

    @Test
    void fiveWhoTellOfItAtOnceMakeOneMessage() throws InterruptedException, ExecutionException {
        Map<String, Object> event =
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), BUYER);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (int number = 0; number < 5; number++) {
                all.add(threads.submit(() -> {
                    start.await();
                    SesEvents.take(world, event);
                    return true;
                }));
            }
            start.countDown();
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(inbox(mailbox)).hasSize(1);
    }

    @Test
    void eachMailboxGetsItsOwnAndNobodyElseDoes() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        SesEvents.take(
                world,
                SesEvents.received(
                        world,
                        "ses-1",
                        SesEvents.mail("Offer", "one@example.org"),
                        "Buyer@Agents.example.com",
                        BUYER,
                        other.address(),
                        "nobody@agents.example.com",
                        "not an address"));
        assertThat(inbox(mailbox)).as("two spellings of one address").hasSize(1);
        assertThat(inbox(other)).hasSize(1);
    }

    @Test
    void theSameMessageIdInAnotherMailIsAnotherMessage() {
        take("ses-1", SesEvents.mail("First", "same@example.org"));
        take("ses-2", SesEvents.mail("Second", "same@example.org"));
        assertThat(inbox(mailbox)).extracting(mail -> mail.at("subject").text()).containsExactly("Second", "First");
    }

    @Test
    void mailThatCannotBeReadIsStillThereToBeSeen() {
        take("ses-1", "\0\u0001\u0002 this is no mail");
        Tree mail = inbox(mailbox).getFirst();
        assertThat(inbox(mailbox)).hasSize(1);
        assertThat(mail.at("readable").text()).isEqualTo("false");
        assertThat(mailbox.read(mail.at("id").text()).status()).isEqualTo(200);
    }

    @Test
    void mailWhoseRawFormIsNotThereYetComesAgain() {
        Map<String, Object> event =
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), BUYER);
        world.blobs().clear();
        assertThatThrownBy(() -> SesEvents.take(world, event)).isInstanceOf(IllegalStateException.class);
        assertThat(inbox(mailbox)).isEmpty();
    }

    @Test
    void whatSesFoundIsKeptAsItSaidIt() {
        take("ses-1", SesEvents.mail("Offer", "one@example.org"));
        Tree verdicts = inbox(mailbox).getFirst().at("verdicts");
        assertThat(List.of("spam", "virus", "spf", "dkim", "dmarc").stream()
                        .map(name -> verdicts.at(name).text()))
                .containsExactly("PASS", "PASS", "SOFTFAIL_OR_SO", "GRAY", "FAIL");
    }

    @Test
    void anAnswerToSentMailJoinsItsThreadByInReplyToAndByReferences() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String sent = free.send("PO #8821").text("id");
        world.settle();
        String header = free.read(sent).text("rfc_message_id");
        String thread = free.read(sent).text("thread_id");
        assertThat(header).contains("@");
        List<String> lines = List.of(
                "In-Reply-To: <" + header + ">",
                "References: <unknown@example.org> <" + header + ">",
                "References: <" + header + "> <unknown@example.org>");
        for (String line : lines) {
            String id = "answer-" + lines.indexOf(line) + "@example.org";
            SesEvents.take(world, SesEvents.received(world, id, SesEvents.mail("Re: PO", id, line), free.address()));
        }
        SesEvents.take(
                world,
                SesEvents.received(
                        world,
                        "deep",
                        SesEvents.mail("Re: Re: PO", "deep@example.org", "In-Reply-To: <answer-0@example.org>"),
                        free.address()));
        take("ses-9", SesEvents.mail("Elsewhere", "else@example.org", "In-Reply-To: <" + header + ">"));
        assertThat(inbox(free).stream()
                        .filter(mail -> mail.at("direction").text().equals("inbound"))
                        .map(mail -> mail.at("thread_id").text()))
                .hasSize(4)
                .containsOnly(thread);
        assertThat(inbox(mailbox).getFirst().at("thread_id").text()).isNotEqualTo(thread);
    }

    @Test
    void aStrangerCannotDrawAnswersIntoAnotherThreadByTakingAKnownMessageId() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        String sent = free.send("PO #8821").text("id");
        world.settle();
        String header = free.read(sent).text("rfc_message_id");
        SesEvents.take(world, SesEvents.received(world, "ses-1", SesEvents.mail("Mine now", header), free.address()));
        SesEvents.take(
                world,
                SesEvents.received(
                        world,
                        "ses-2",
                        SesEvents.mail("Re: PO", "two@example.org", "In-Reply-To: <" + header + ">"),
                        free.address()));
        assertThat(inbox(free).getFirst().at("thread_id").text())
                .isEqualTo(free.read(sent).text("thread_id"));
    }

    @Test
    void aSubjectIsCutBetweenCharacters() {
        take("ses-1", SesEvents.mail("x".repeat(997) + "😀😀", "one@example.org"));
        assertThat(inbox(mailbox).getFirst().at("subject").text()).isEqualTo("x".repeat(997));
    }

    @Test
    void underGatedAllMailWaitsForItsReleaseAndAPersonIsAsked() {
        TestMailbox closed = world.mailbox("closed@agents.example.com", "gated_all");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), closed.address()));
        world.settle();
        assertThat(inbox(closed)).isEmpty();
        assertThat(world.outbox().notices()).hasSize(1);
        var held = world.services().store().due().until(World.START.plusSeconds(999_999), 10);
        assertThat(held).as("asked, so nothing is due any more").isEmpty();
        closed.press(closed.newestLink(), "approve", "");
        world.settle();
        assertThat(inbox(closed)).hasSize(1);
        assertThat(inbox(closed).getFirst().at("status").text()).isEqualTo(MessageState.UNREAD.wire());
        assertThat(world.pipeline().events())
                .extracting(one -> one.type().emailName())
                .containsExactly("email.pending", "email.approved", "email.received");
    }

    private void take(String sesId, String raw) {
        SesEvents.take(world, SesEvents.received(world, sesId, raw, BUYER));
    }

    private List<Tree> inbox(TestMailbox of) {
        return world.get(of.token(), "/v1/mailboxes/me/emails?limit=100")
                .json()
                .at("emails")
                .list();
    }
}
