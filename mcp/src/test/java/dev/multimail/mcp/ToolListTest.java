package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.TestMailbox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is shown which tools. */
class ToolListTest {
    private static final List<String> OLD_NAMES =
            List.of("tag_email", "manage_contacts", "manage_webhooks", "schedule_email");
    private static final List<String> FOR_PEOPLE = List.of(
            "decide_email", "create_mailbox", "configure_mailbox", "create_api_key", "get_audit_log", "create_webhook");
    private static final int MOST_BYTES = 60_000;

    private final Stage stage = new Stage();
    private final TestMailbox mailbox = stage.world.mailbox("buyer@agents.example.com", "gated_send");

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAgentSeesWhatItMayDoAndNothingOfItsOverseers() {
        assertThat(stage.client(mailbox.token()).tools())
                .contains("send_email", "check_inbox", "read_email", "set_tags", "list_pending", "who_am_i")
                .doesNotContainAnyElementsOf(FOR_PEOPLE)
                .doesNotContain("setup_multimail")
                .doesNotContainAnyElementsOf(OLD_NAMES);
    }

    @Test
    void anOwnerSeesWhatConfiguresAndCannotSend() {
        assertThat(stage.client(stage.world.ownerKey()).tools())
                .containsAll(FOR_PEOPLE)
                .contains("check_inbox")
                .doesNotContain("send_email", "reply_email", "setup_multimail")
                .doesNotContainAnyElementsOf(OLD_NAMES);
    }

    @Test
    void anOverseerSeesWhatItDecidesAbout() {
        String key = stage.world
                .call(
                        stage.world.ownerKey(),
                        "POST",
                        "/v1/api-keys",
                        Map.of("name", "overseer", "scopes", List.of("oversight")))
                .text("api_key");
        assertThat(stage.client(key).tools())
                .contains("decide_email", "list_pending", "read_email")
                .doesNotContain("check_inbox", "send_email", "create_mailbox");
    }

    @Test
    void whoHasNoKeyIsToldHowToGetOne() {
        assertThat(stage.client(null).tools()).contains("setup_multimail").doesNotContain("send_email", "who_am_i");
        assertThat(stage.client("mm_live_" + "0".repeat(36)).tools()).contains("setup_multimail");
        assertThat(stage.client(null).call("setup_multimail", Map.of()).text("message"))
                .contains("MULTIMAIL_API_KEY");
    }

    @Test
    void aTokenThatIsRevokedInBetweenLosesItsTools() {
        Client agent = stage.client(mailbox.token());
        assertThat(agent.tools()).contains("send_email");
        String id = agent.call("who_am_i", Map.of()).text("token_id");
        assertThat(agent.call("who_am_i", Map.of()).isError()).isFalse();
        stage.world.call(stage.world.ownerKey(), "DELETE", "/v1/api-keys/" + id, "");

        assertThat(agent.tools()).contains("setup_multimail").doesNotContain("send_email");
        Client.Result refused = agent.call("check_inbox", Map.of());
        assertThat(refused.isError()).isTrue();
        assertThat(refused.text("next")).contains("owner");
    }

    @Test
    void aListCostsOneCallAndFitsIntoAnAgentsContext() {
        int before = stage.rest.calls().size();
        String owners = stage.client(stage.world.ownerKey()).request("tools/list", Map.of());
        assertThat(stage.rest.calls()).hasSize(before + 1).last().isEqualTo("GET /v1/whoami");
        assertThat(owners.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
        assertThat(stage.client(mailbox.token()).request("tools/list", Map.of()))
                .hasSizeLessThan(MOST_BYTES);
    }
}
