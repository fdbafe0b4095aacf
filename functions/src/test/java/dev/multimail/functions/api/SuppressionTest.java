package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mailbox.Suppression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The addresses that nothing is sent to any more, from the event that put them there to the owner who lifts them. */
class SuppressionTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("free@agents.example.com", "autonomous");

    private void suppress(String address, String reason, int minutes) {
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression(address, reason, World.START.plusSeconds(60L * minutes)))));
    }

    private static List<String> addresses(Answer answer) {
        return answer.json().at("suppressions").list().stream()
                .map(entry -> entry.at("email_address").text())
                .toList();
    }

    @Test
    void theListIsNewestFirstAndGoesOnByCursorAndOffset() {
        suppress("a@example.org", "bounce", 1);
        suppress("c@example.org", "complaint", 2);
        suppress("b@example.org", "bounce", 3);
        Answer all = world.get(world.ownerKey(), "/v1/suppression");
        assertThat(addresses(all)).containsExactly("b@example.org", "c@example.org", "a@example.org");
        assertThat(all.json().at("suppressions").first().at("reason").text()).isEqualTo("bounce");
        Answer first = world.get(world.ownerKey(), "/v1/suppression?limit=2");
        assertThat(addresses(first)).hasSize(2);
        Answer second = world.get(world.ownerKey(), "/v1/suppression?limit=2&cursor=" + first.text("cursor"));
        assertThat(addresses(second)).containsExactly("a@example.org");
        assertThat(second.body()).contains("\"cursor\":null");
        assertThat(addresses(world.get(world.ownerKey(), "/v1/suppression?offset=1")))
                .containsExactly("c@example.org", "a@example.org");
        assertThat(world.get(world.ownerKey(), "/v1/suppression?offset=-1").text("code"))
                .isEqualTo("invalid_field");
        assertThat(world.get(world.ownerKey(), "/v1/suppression?offset=").text("field"))
                .isEqualTo("offset");
        assertThat(world.get(world.ownerKey(), "/v1/suppression?limit=").text("field"))
                .isEqualTo("limit");
        assertThat(world.get(world.ownerKey(), "/v1/suppression?cursor=" + first.text("cursor") + "x")
                        .text("code"))
                .isEqualTo("invalid_cursor");
    }

    @Test
    void aLiftedAddressGetsMailAgain() {
        suppress("vendor@example.org", "bounce", 1);
        assertThat(mailbox.send("Hi").text("code")).isEqualTo("recipient_suppressed");
        Answer lifted = world.call(world.ownerKey(), "DELETE", "/v1/suppression/Vendor%40Example.org", "");
        assertThat(lifted.status()).isEqualTo(200);
        assertThat(mailbox.send("Hi").status()).isEqualTo(202);
        assertThat(world.call(world.ownerKey(), "DELETE", "/v1/suppression/vendor@example.org", "")
                        .text("code"))
                .isEqualTo("not_found");
    }

    @Test
    void anOwnersCopyThatBouncedStopsTheSend() {
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("auto_bcc", "log@example.com"));
        suppress("log@example.com", "bounce", 1);
        assertThat(mailbox.send("Hi").text("code")).isEqualTo("recipient_suppressed");
        assertThat(world.outbox().agentMail()).isEmpty();
    }

    @Test
    void anAgentNeitherSeesNorLiftsThem() {
        assertThat(world.get(mailbox.token(), "/v1/suppression").status()).isEqualTo(403);
        assertThat(world.call(mailbox.token(), "DELETE", "/v1/suppression/a@example.org", "")
                        .status())
                .isEqualTo(403);
    }
}
