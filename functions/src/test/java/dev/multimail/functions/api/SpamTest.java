package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import org.junit.jupiter.api.Test;

/** Mail that was flagged on its way in or that somebody calls spam. */
class SpamTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private Answer say(String id, String what) {
        return world.call(mailbox.token(), "POST", "/v1/emails/" + id + "/" + what, "");
    }

    private String spam(String query) {
        return world.get(mailbox.token(), "/v1/emails" + query).body();
    }

    @Test
    void reportedMailLeavesTheInboxAndComesBack() {
        String id = Incoming.arrive(mailbox, Incoming.plain("Win a prize"));
        Answer reported = say(id, "report-spam");
        assertThat(reported.text("status")).isEqualTo("spam_quarantined");
        assertThat(reported.text("user_label")).isEqualTo("spam");
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails").body()).doesNotContain(id);
        assertThat(spam("?status=spam_quarantined")).contains(id);
        assertThat(spam("")).contains(id);
        assertThat(spam("?status=spam_flagged")).doesNotContain(id);
        assertThat(world.get(world.ownerKey(), "/v1/emails").body()).contains(id);
        assertThat(mailbox.read(id).text("spam_verdict")).isEqualTo("quarantined");
        Answer back = say(id, "not-spam");
        assertThat(back.text("user_label")).isEqualTo("not_spam");
        assertThat(world.get(mailbox.token(), "/v1/mailboxes/me/emails").body()).contains(id);
        assertThat(spam("")).doesNotContain(id);
    }

    @Test
    void onlyWhatCameInCanBeSpam() {
        String id = mailbox.send("Hi").text("id");
        assertThat(say(id, "report-spam").text("code")).isEqualTo("not_found");
        assertThat(say(id.substring(0, id.length() - 2) + "00", "report-spam").status())
                .isEqualTo(404);
    }

    @Test
    void underGatedAllAPersonDecides() {
        TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
        String id = Incoming.arrive(strict, Incoming.plain("Offer"));
        world.settle();
        strict.press(strict.newestLink(), "approve", "");
        world.settle();
        Answer held = world.call(strict.token(), "POST", "/v1/emails/" + id + "/report-spam", "");
        assertThat(held.status()).isEqualTo(202);
        assertThat(strict.read(id).text("spam_verdict")).isEqualTo("unknown");
        world.settle();
        strict.press(strict.newestLink(), "approve", "");
        assertThat(strict.read(id).text("spam_verdict")).isEqualTo("quarantined");
    }
}
