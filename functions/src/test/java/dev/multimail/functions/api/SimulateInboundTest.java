package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Made-up mail reaches test traffic, like mail that came in, and nothing else. */
class SimulateInboundTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private Answer simulate(String token, Map<String, Object> mail) {
        return world.call(token, "POST", "/v1/mailboxes/" + mailbox.id() + "/simulate-inbound", mail);
    }

    private static Map<String, Object> offer() {
        return Map.of("from", "Ann <ann@x.example>", "subject", "Offer", "markdown", "Ten *euros*.");
    }

    @Test
    void theAgentReadsItAsMailFromAStrangerThatNobodyLookedAt() {
        Answer made = simulate(mailbox.testToken(), offer());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("status")).isEqualTo("unread");
        Answer read = world.get(mailbox.testToken(), "/v1/emails/" + made.text("id"));
        assertThat(read.text("from")).isEqualTo("ann@x.example");
        assertThat(read.text("subject")).isEqualTo("Offer");
        assertThat(read.text("direction")).isEqualTo("inbound");
        assertThat(read.text("markdown")).contains("Ten *euros*.");
        assertThat(read.body()).doesNotContain("PASS");
    }

    @Test
    void liveTrafficIsNeverMadeUp() {
        assertThat(simulate(mailbox.token(), offer()).text("code")).isEqualTo("test_token_needed");
        assertThat(simulate(world.ownerKey(), offer()).status()).isEqualTo(201);
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails")
                        .json()
                        .at("emails")
                        .list())
                .isEmpty();
        assertThat(world.get(mailbox.testToken(), "/v1/mailboxes/me/emails")
                        .json()
                        .at("emails")
                        .list())
                .hasSize(1);
    }

    @Test
    void anAnswerJoinsTheThreadOfTheTestMessageThatItAnswers() {
        Answer sent = mailbox.send(mailbox.testToken(), "Question", Map.of());
        Map<String, Object> early = Map.of(
                "from", "ann@x.example", "subject", "Re: Question", "text", "Yes.", "in_reply_to", sent.text("id"));
        assertThat(simulate(mailbox.testToken(), early).text("code")).isEqualTo("wrong_state");
        world.call(world.ownerKey(), "POST", "/v1/emails/" + sent.text("id") + "/decide", Map.of("action", "approve"));
        world.settle();
        Answer made = simulate(
                mailbox.testToken(),
                Map.of(
                        "from", "ann@x.example",
                        "subject", "Re: Question",
                        "text", "Yes.",
                        "in_reply_to", sent.text("id")));
        assertThat(made.text("thread_id")).isEqualTo(sent.text("thread_id"));
    }

    @Test
    void aLiveMessageIsNothingToAnswer() {
        Answer sent = mailbox.send("Question");
        Map<String, Object> mail =
                Map.of("from", "ann@x.example", "subject", "Re", "text", "Yes.", "in_reply_to", sent.text("id"));
        assertThat(simulate(mailbox.testToken(), mail).status()).isEqualTo(404);
        assertThat(simulate(world.ownerKey(), mail).status()).isEqualTo(404);
    }

    @Test
    void underGatedAllItWaitsForAPerson() {
        TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
        Answer made = world.call(strict.testToken(), "POST", "/v1/mailboxes/me/simulate-inbound", offer());
        assertThat(made.text("status")).isEqualTo("pending_inbound");
        assertThat(world.get(strict.testToken(), "/v1/emails/" + made.text("id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(simulate(mailbox.testToken(), Map.of("subject", "S", "text", "T"))
                        .text("field"))
                .isEqualTo("from");
        assertThat(simulate(mailbox.testToken(), Map.of("from", "a@x.example", "text", "T"))
                        .text("field"))
                .isEqualTo("subject");
        assertThat(simulate(mailbox.testToken(), Map.of("from", "a@x.example", "subject", "S"))
                        .text("field"))
                .isEqualTo("body");
        assertThat(simulate(mailbox.testToken(), Map.of("from", "a@x.example\r\nBcc: b@x.example", "subject", "S"))
                        .text("code"))
                .isEqualTo("header_injection");
    }
}
