package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.TestMailbox;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call of a tool is a call of the API, with the caller's own token. */
class ToolCallsTest {
    private static final Map<String, Object> MAIL =
            Map.of("to", List.of("vendor@example.org"), "subject", "PO 8821", "markdown", "Please **confirm**.");

    private final Stage stage = new Stage();
    private final TestMailbox mailbox = stage.world.mailbox("buyer@agents.example.com", "gated_send");
    private final Client agent = stage.client(mailbox.token());
    private final Client owner = stage.client(stage.world.ownerKey());

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aHeldSendSaysWhatToDoNext() {
        Client.Result sent = agent.call("send_email", MAIL);
        assertThat(sent.isError()).isFalse();
        assertThat(sent.text("status")).isEqualTo("pending");
        assertThat(sent.text("next")).contains("Nothing was done yet", "Do not send it again");
        assertThat(mailbox.status(sent.text("id"))).isEqualTo("pending");
        assertThat(stage.world.settle().outbox().agentMail()).isEmpty();
    }

    @Test
    void theTextSaysTheSameAsTheStructure() {
        Client.Result sent = agent.call("send_email", MAIL);
        String text = sent.json().at("content").first().at("text").text();
        assertThat(Json.tree(text).at("id").text()).isEqualTo(sent.text("id"));
    }

    @Test
    void anOverseersDecisionLetsItLeaveOnce() {
        String id = agent.call("send_email", MAIL).text("id");
        stage.world.settle();
        assertThat(agent.call("decide_email", Map.of("email_id", id, "action", "approve"))
                        .text("code"))
                .isEqualTo("agent_may_not_decide");
        assertThat(owner.call("decide_email", Map.of("email_id", id, "action", "approve"))
                        .isError())
                .isFalse();
        stage.world.settle();
        assertThat(stage.world.outbox().agentMail()).hasSize(1);
        assertThat(agent.call("read_email", Map.of("email_id", id)).text("status"))
                .isEqualTo("sent");
    }

    @Test
    void aRepeatedKeySendsOnce() {
        Map<String, Object> once =
                Map.of("to", List.of("v@example.org"), "subject", "S", "markdown", "M", "idempotency_key", "k1");
        assertThat(agent.call("send_email", once).text("id"))
                .isEqualTo(agent.call("send_email", once).text("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_email | {} | email_id is missing: Message id, msg_….",
                "read_email | {\"email_id\": null} | email_id is missing: Message id, msg_….",
                "read_email | {\"email_id\": 7} | email_id is text.",
                "read_email | {\"email_id\": \"..\"} | email_id names nothing.",
                "check_inbox | {\"limit\": 0} | limit is a whole number from 1 to 100.",
                "check_inbox | {\"limit\": 101} | limit is a whole number from 1 to 100.",
                "check_inbox | {\"limit\": \"5\"} | limit is a whole number from 1 to 100.",
                "check_inbox | {\"limit\": 1.5} | limit is a whole number from 1 to 100.",
                "check_inbox | {\"has_attachments\": \"yes\"} | has_attachments is true or false.",
                "check_inbox | {\"direction\": \"sideways\"} | direction is one of inbound, outbound.",
                "get_mailbox | {\"x\\ny\": 1} | There is no argument \"x?y\". get_mailbox takes mailbox_id.",
                "who_am_i | {\"a\": 1} | There is no argument \"a\". who_am_i takes none.",
                "send_email | {\"to\": [1], \"subject\": \"S\", \"markdown\": \"M\"} | to is a list of texts.",
                "set_tags | {\"email_id\": \"m\", \"tags\": {\"a\": 1}} | tags is an object whose values are texts.",
                "tag_email | {\"email_id\": \"m\", \"action\": \"delete\"} | key is missing: The tag's name.",
                "tag_email | {\"email_id\": \"m\", \"action\": \"burn\"} | action is one of set, get, delete."
            })
    void wrongArgumentsAreNamedAndNothingIsCalled(String tool, String arguments, String sentence) {
        int before = stage.rest.calls().size();
        String raw = agent.post(
                        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"" + tool
                                + "\", \"arguments\": " + arguments + "}}",
                        Map.of())
                .getBody();
        Client.Result refused = new Client.Result(Json.tree(raw).at("result"), raw);
        assertThat(refused.isError()).isTrue();
        assertThat(refused.text("code")).isEqualTo("invalid_arguments");
        assertThat(refused.text("error")).isEqualTo(sentence);
        assertThat(stage.rest.calls()).hasSize(before);
    }

    @Test
    void theLimitsOfANumberAreIn() {
        assertThat(agent.call("check_inbox", Map.of("limit", 1)).isError()).isFalse();
        assertThat(agent.call("check_inbox", Map.of("limit", 100)).isError()).isFalse();
    }

    @Test
    void aSingleRecipientMayStandWithoutAList() {
        assertThat(agent.call("send_email", Map.of("to", "v@example.org", "subject", "S", "markdown", "M"))
                        .text("status"))
                .isEqualTo("pending");
    }

    @Test
    void anUnknownToolIsAnErrorOfTheProtocol() {
        String response = agent.request("tools/call", Map.of("name", "burn_down", "arguments", Map.of()));
        assertThat(Json.tree(response).at("error", "code").text()).isEqualTo("-32602");
    }

    @Test
    void aRefusalOfTheApiKeepsItsCodeAndSaysWhatToDo() {
        Client.Result refused = agent.call("read_email", Map.of("email_id", "msg_nothing"));
        assertThat(refused.isError()).isTrue();
        assertThat(refused.text("code")).isEqualTo("not_found");
        assertThat(refused.text("request_id")).isNotEmpty();
        assertThat(refused.text("next")).isNotEmpty();
    }

    @Test
    void aReadOnlyMailboxIsToldHowToAskForMore() {
        TestMailbox reader = stage.world.mailbox("reader@agents.example.com", "read_only");
        Client.Result refused = stage.client(reader.token()).call("send_email", MAIL);
        assertThat(refused.text("code")).isEqualTo("mode_read_only");
        assertThat(refused.text("next")).contains("manage_upgrade", "owner");
    }

    @Test
    void anOversizeBodyIsRefusedByTheApi() {
        Client.Result refused = agent.call(
                "send_email", Map.of("to", "v@example.org", "subject", "S", "markdown", "x".repeat(262_145)));
        assertThat(refused.text("code")).isEqualTo("body_too_large");
        assertThat(agent.call(
                                "send_email",
                                Map.of("to", "v@example.org", "subject", "S", "markdown", "x".repeat(262_144)))
                        .isError())
                .isFalse();
    }

    @Test
    void oversizeFilesAreRefusedByTheApi() {
        Client.Result refused = agent.call("send_email", withFile(4 * 1024 * 1024 + 1));
        assertThat(refused.isError()).isTrue();
        assertThat(refused.text("http_status")).isIn("400", "413");
        assertThat(agent.call("send_email", withFile(4 * 1024 * 1024)).isError())
                .isFalse();
    }

    private static Map<String, Object> withFile(int bytes) {
        Map<String, Object> mail = new HashMap<>(MAIL);
        String content = Base64.getEncoder().encodeToString(new byte[bytes]);
        mail.put("attachments", List.of(Map.of("name", "plan.bin", "content_base64", content)));
        return mail;
    }

    @Test
    void aMailboxComesFromTheArgumentElseTheSessionElseTheToken() {
        TestMailbox other = stage.world.mailbox("other@agents.example.com", "gated_send");
        assertThat(agent.call("get_mailbox", Map.of()).text("id")).isEqualTo(mailbox.id());
        Client session = stage.client(stage.world.ownerKey(), mailbox.address());
        assertThat(session.call("get_mailbox", Map.of()).text("id")).isEqualTo(mailbox.id());
        assertThat(session.call("get_mailbox", Map.of("mailbox_id", other.address()))
                        .text("id"))
                .isEqualTo(other.id());
        assertThat(owner.call("get_mailbox", Map.of()).text("code")).isEqualTo("missing_field");
        assertThat(agent.call("get_mailbox", Map.of("mailbox_id", other.id())).text("code"))
                .isEqualTo("not_found");
        assertThat(stage.client(mailbox.token(), other.address())
                        .call("send_email", MAIL)
                        .text("code"))
                .isEqualTo("not_found");
    }

    @Test
    void olderNamesWork() {
        String id = agent.call("schedule_email", MAIL).text("id");
        agent.call("tag_email", Map.of("email_id", id, "action", "set", "tags", Map.of("po", "8821")));
        assertThat(agent.call("tag_email", Map.of("email_id", id, "action", "get"))
                        .text("tags", "po"))
                .isEqualTo("8821");
        agent.call("tag_email", Map.of("email_id", id, "action", "delete", "key", "po"));
        assertThat(agent.call("get_tags", Map.of("email_id", id)).text("tags", "po"))
                .isEmpty();
        agent.call("manage_contacts", Map.of("action", "add", "name", "Ann", "email", "ann@example.com"));
        assertThat(agent.call("manage_contacts", Map.of("action", "search", "query", "ann"))
                        .structured()
                        .at("contacts")
                        .list())
                .hasSize(1);
    }

    @Test
    void whenTheApiIsAwayNobodyGuessesWhetherItWasDone() {
        stage.rest.close();
        assertThat(agent.call("send_email", MAIL).text("next")).contains("Nobody knows whether it was done");
        assertThat(agent.call("check_inbox", Map.of()).text("next")).isEqualTo("Call the tool again.");
        assertThat(Json.tree(agent.request("tools/list", Map.of()))
                        .at("error", "message")
                        .text())
                .contains("did not answer");
    }

    @Test
    void promptsAndResourcesAreThere() {
        assertThat(agent.request("prompts/list", Map.of())).contains("triage_inbox", "answer_email");
        assertThat(agent.request(
                        "prompts/get", Map.of("name", "answer_email", "arguments", Map.of("email_id", "msg_7"))))
                .contains("msg_7", "never an instruction");
        assertThat(agent.request("resources/templates/list", Map.of())).contains("multimail://threads/{thread_id}");
        assertThat(agent.request("resources/read", Map.of("uri", "multimail://mailboxes/me")))
                .contains(mailbox.address());
        assertThat(agent.request("resources/read", Map.of("uri", "multimail://threads/thr_none")))
                .contains("\"code\":-32002");
    }
}
