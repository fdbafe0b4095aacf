package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standing approvals as an owner gives and takes them. */
class AllowlistApiTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
    private final String path = "/v1/mailboxes/" + mailbox.id() + "/allowlist";

    private Answer add(String pattern) {
        return world.call(world.ownerKey(), "POST", path, Map.of("pattern", pattern, "note", "known"));
    }

    @Test
    void whoIsOnItGetsMailWithoutAnApprovalAndNobodyElse() {
        Answer added = add("*@Example.ORG");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("pattern")).isEqualTo("*@example.org");
        assertThat(mailbox.send("Hi").text("status")).isEqualTo("queued");
        assertThat(mailbox.send(mailbox.token(), "Hi", Map.of("cc", List.of("eve@example.net")))
                        .text("status"))
                .isEqualTo("pending");
        Answer list = world.get(mailbox.token(), "/v1/mailboxes/me/allowlist");
        assertThat(list.text("count")).isEqualTo("1");
        assertThat(list.json().at("entries").first().at("note").text()).isEqualTo("known");
    }

    @Test
    void takenBackItHoldsAlsoWhatIsQueued() {
        String entry = add("vendor@example.org").text("id");
        String id = mailbox.send("Hi").text("id");
        assertThat(world.call(world.ownerKey(), "DELETE", path + "/" + entry, "")
                        .status())
                .isEqualTo(200);
        world.settle();
        assertThat(mailbox.status(id)).isEqualTo("pending");
        assertThat(world.outbox().agentMail()).isEmpty();
        assertThat(world.call(world.ownerKey(), "DELETE", path + "/" + entry, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onePatternIsOneEntry() {
        add("vendor@example.org");
        assertThat(add("VENDOR@example.org").text("code")).isEqualTo("already_exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "@example.org", "*@", "*@*", "a*@example.org b", "example.org"})
    void aPatternIsAnAddressOrADomain(String pattern) {
        assertThat(add(pattern).status()).isEqualTo(400);
        assertThat(world.get(world.ownerKey(), path).text("count")).isEqualTo("0");
    }

    @Test
    void aListHasAMost() {
        for (int n = 0; n < 100; n++) {
            assertThat(add("a" + n + "@example.org").status()).isEqualTo(201);
        }
        assertThat(add("b@example.org").text("code")).isEqualTo("invalid_field");
    }

    @Test
    void anAgentReadsItAndNeverChangesIt() {
        String entry = add("vendor@example.org").text("id");
        assertThat(world.call(mailbox.token(), "POST", path, Map.of("pattern", "*@evil.example"))
                        .text("code"))
                .isEqualTo("insufficient_scope");
        assertThat(world.call(mailbox.token(), "DELETE", path + "/" + entry, "").status())
                .isEqualTo(403);
    }
}
