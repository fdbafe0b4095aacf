package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.mailbox.Suppression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reply goes to whom it should, in the thread of what it answers (RFC 5322 §3.6.4). */
class ReplyEmailTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer reply(String id, Map<String, ?> body) {
        return world.call(mailbox.token(), "POST", "/v1/mailboxes/me/reply/" + id, body);
    }

    private ParsedMail left() {
        world.settle();
        return MimeParser.parse(world.outbox().agentMail().getLast().raw());
    }

    private static String mail(String headers) {
        return "To: buyer@agents.example.com\n" + headers + "\n\nHello\n";
    }

    @Test
    void aReplyGoesToTheSenderWithTheSubjectAndTheThreadOfWhatItAnswers() {
        String id = Incoming.arrive(
                mailbox,
                mail("From: Ann Lee <ann@x.example>\nSubject: Offer\nMessage-ID: <2@x.example>\n"
                        + "References: <0@x.example> <1@x.example>"));
        Answer answer = reply(id, Map.of("markdown", "Thank you."));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("thread_id")).isEqualTo(mailbox.read(id).text("thread_id"));
        ParsedMail mail = left();
        assertThat(mail.to()).extracting(Object::toString).containsExactly("Ann Lee <ann@x.example>");
        assertThat(mail.subject()).isEqualTo("Re: Offer");
        assertThat(mail.inReplyTo()).containsExactly("2@x.example");
        assertThat(mail.references()).containsExactly("0@x.example", "1@x.example", "2@x.example");
        assertThat(mailbox.read(answer.text("id")).text("in_reply_to")).isEqualTo(id);
    }

    @Test
    void replyToComesBeforeFrom() {
        String id = Incoming.arrive(
                mailbox, mail("From: ann@x.example\nReply-To: Desk <desk@x.example>\nSubject: Re: Offer"));
        assertThat(reply(id, Map.of("text", "Yes")).status()).isEqualTo(202);
        ParsedMail mail = left();
        assertThat(mail.to()).extracting(to -> to.address().toString()).containsExactly("desk@x.example");
        assertThat(mail.subject()).isEqualTo("Re: Offer");
        assertThat(mail.inReplyTo()).isEmpty();
    }

    @Test
    void whoRepliesMayNameOtherRecipientsAndAnotherSubject() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        reply(id, Map.of("body", "Yes", "to", "boss@x.example", "cc", List.of("cc@x.example"), "subject", "New"));
        ParsedMail mail = left();
        assertThat(mail.to()).extracting(to -> to.address().toString()).containsExactly("boss@x.example");
        assertThat(mail.cc()).hasSize(1);
        assertThat(mail.subject()).isEqualTo("New");
    }

    @Test
    void anAnswerToOnesOwnMailGoesToAllWhomThatWasTo() {
        Answer first =
                mailbox.send(mailbox.token(), "PO #8821", Map.of("to", List.of("one@example.org", "two@example.org")));
        ParsedMail sent = left();
        Answer second = reply(first.text("id"), Map.of("body", "Any news?"));
        assertThat(second.text("thread_id")).isEqualTo(first.text("thread_id"));
        ParsedMail mail = left();
        assertThat(mail.to())
                .extracting(to -> to.address().toString())
                .containsExactly("one@example.org", "two@example.org");
        assertThat(mail.subject()).isEqualTo("Re: PO #8821");
        assertThat(mail.inReplyTo()).containsExactly(sent.messageId());
        assertThat(mail.references()).containsExactly(sent.messageId());
    }

    @Test
    void thePersonWhoIsNamedTwiceGetsOneCopy() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        Answer answer = reply(id, Map.of("body", "Yes", "cc", List.of("ANN@x.example")));
        assertThat(answer.status()).isEqualTo(202);
        world.settle();
        assertThat(mailbox.status(answer.text("id"))).isEqualTo("sent");
        assertThat(world.outbox().agentMail().getLast().rcptTo())
                .extracting(Object::toString)
                .containsExactly("ann@x.example");
    }

    @Test
    void aSubjectAtTheLimitCanStillBeAnswered() {
        String id = Incoming.arrive(mailbox, Incoming.plain("s".repeat(998)));
        assertThat(reply(id, Map.of("body", "Yes")).status()).isEqualTo(202);
        assertThat(left().subject()).startsWith("Re: sss").hasSize(998);
    }

    @Test
    void mailWithoutAUsableSenderNeedsARecipient() {
        String id = Incoming.arrive(mailbox, mail("Subject: Who am I?"));
        Answer refused = reply(id, Map.of("body", "Yes"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("field")).isEqualTo("to");
        assertThat(reply(id, Map.of("body", "Yes", "to", "ann@x.example")).status())
                .isEqualTo(202);
    }

    @Test
    void aReplyIsHeldLikeAnyOtherMail() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        String id = Incoming.arrive(gated, Incoming.plain("Offer"));
        Answer answer = world.call(gated.token(), "POST", "/v1/emails/" + id + "/reply", Map.of("body", "Yes"));
        assertThat(answer.text("status")).isEqualTo("pending");
    }

    @Test
    void aReplyToWhoBouncedForGoodIsRefused() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Offer"));
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression("ann@x.example", "bounce", World.START))));
        Answer refused = reply(id, Map.of("body", "Yes"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("recipient_suppressed");
        world.settle();
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void aReadOnlyMailboxCannotReply() {
        TestMailbox reader = world.mailbox("reader@agents.example.com", "read_only");
        String id = Incoming.arrive(reader, Incoming.plain("Offer"));
        Answer refused = world.call(reader.token(), "POST", "/v1/emails/" + id + "/reply", Map.of("body", "Yes"));
        assertThat(refused.text("code")).isEqualTo("mode_read_only");
    }

    @Test
    void nobodyRepliesToMailThatWaitsForItsReleaseNorToAHeldAction() {
        TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
        String hidden = Incoming.arrive(strict, Incoming.plain("Offer"));
        String action = world.call(strict.token(), "POST", "/v1/contacts", Map.of("email", "ann@x.example"))
                .text("id");
        for (String id : List.of(hidden, action)) {
            Answer refused = world.call(
                    strict.token(),
                    "POST",
                    "/v1/emails/" + id + "/reply",
                    Map.of("body", "Yes", "to", "ann@x.example"));
            assertThat(refused.status()).as(id).isEqualTo(404);
        }
    }
}
