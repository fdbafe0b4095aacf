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

class WhoAmITest {
    private final World world = new World();

    @Test
    void anAgentLearnsItsMailboxAndTheModeAsItIsNow() {
        TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");
        Answer before = who(mailbox.token());
        assertThat(before.text("kind")).isEqualTo("agent");
        assertThat(before.text("mailbox_id")).isEqualTo(mailbox.id());
        assertThat(before.text("address")).isEqualTo(mailbox.address());
        assertThat(before.text("oversight_mode")).isEqualTo("gated_send");
        assertThat(before.body()).contains("\"scopes\":[\"read\",\"send\"]", "\"test\":false");
        assertThat(who(mailbox.testToken()).body()).contains("\"test\":true");

        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("oversight_mode", "autonomous"));
        assertThat(who(mailbox.token()).text("oversight_mode")).isEqualTo("autonomous");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "oversight_read", "oversight", "admin"})
    void everyKeyMayAskWhateverItsScope(String scope) {
        String key = world.call(world.ownerKey(), "POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of(scope)))
                .text("api_key");
        Answer answer = who(key);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("kind")).isEqualTo("key");
        assertThat(answer.body()).contains("\"scopes\":[\"" + scope + "\"]").doesNotContain("mailbox_id", key);
    }

    private Answer who(String token) {
        return world.get(token, "/v1/whoami");
    }
}
