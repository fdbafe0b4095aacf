package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mailbox.Suppression;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
import dev.multimail.store.Store;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tools really answer fits the schemas that they announce, by a validator that is not ours. */
class ResultSchemasTest {
    private static final Map<String, Object> MAIL = Map.of("to", "v@example.org", "subject", "S", "markdown", "M");

    private final Stage stage = new Stage();
    private final TestMailbox mailbox = stage.world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox strict = stage.world.mailbox("strict@agents.example.com", "gated_all");
    private final Client agent = stage.client(mailbox.token());
    private final Client owner = stage.client(stage.world.ownerKey(), mailbox.address());
    private final Toolbox toolbox = new Toolbox(Stage.routes(stage.world));
    private final JsonSchemaValidator validator = McpJsonDefaults.getSchemaValidator();
    private final Set<String> seen = new TreeSet<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everySchemaIsOne() {
        assertThat(toolbox.tools()).allSatisfy(tool -> {
            assertThat(validator.validateSchema(tool.inputSchema()).valid()).isTrue();
            assertThat(validator.validateSchema(tool.answer().schema()).valid()).isTrue();
        });
    }

    @Test
    void whatComesBackIsWhatWasAnnounced() {
        String id = holds(agent, "send_email", Map.of("to", "v@example.org", "subject", "S", "markdown", "M"))
                .text("id");
        holds(agent, "who_am_i", Map.of());
        holds(agent, "list_pending", Map.of());
        holds(agent, "get_mailbox", Map.of());
        holds(agent, "list_mailboxes", Map.of());
        holds(agent, "set_tags", Map.of("email_id", id, "tags", Map.of("po", "1")));
        holds(agent, "get_tags", Map.of("email_id", id));
        holds(agent, "delete_tag", Map.of("email_id", id, "key", "po"));
        String contact =
                holds(agent, "add_contact", Map.of("email", "ann@example.com")).text("id");
        holds(agent, "search_contacts", Map.of("query", "ann"));
        holds(agent, "delete_contact", Map.of("contact_id", contact));
        holds(stage.client(strict.token()), "add_contact", Map.of("email", "ann@example.com"));
        holds(agent, "cancel_message", Map.of("email_id", id));
        String thread = holds(agent, "read_email", Map.of("email_id", id)).text("thread_id");
        holds(agent, "get_thread", Map.of("thread_id", thread));
        holds(agent, "list_threads", Map.of());
        holds(agent, "get_account", Map.of());
        holds(agent, "get_usage", Map.of("period", "daily"));
        holds(agent, "list_allowlist", Map.of());
        holds(agent, "manage_upgrade", Map.of("action", "request", "target_mode", "monitored"));
        holds(agent, "wait_for_decision", Map.of("email_id", id, "timeout_seconds", 1));
        scheduled();
        incoming();
        owners();
        webhooks();
        domains();
        asides();
        strangers();
        theEnd();
        assertThat(seen).containsAll(everyToolThatIsListed());
    }

    private void scheduled() {
        String id = holds(
                        agent,
                        "send_email",
                        Map.of(
                                "to",
                                "v@example.org",
                                "subject",
                                "S",
                                "markdown",
                                "M",
                                "send_at",
                                "2027-04-01T09:00:00Z",
                                "gate_timing",
                                "schedule_first"))
                .text("id");
        holds(agent, "edit_scheduled_email", Map.of("email_id", id, "subject", "Later"));
    }

    private void incoming() {
        String id = stage.arrive(mailbox, """
                From: Ann Lee <ann@x.example>
                To: buyer@agents.example.com
                Subject: Offer
                Message-ID: <o@x.example>
                Content-Type: application/pdf; name="offer.pdf"
                Content-Disposition: attachment; filename="offer.pdf"
                Content-Transfer-Encoding: base64

                JVBERi0xLjQK
                """);
        holds(agent, "check_inbox", Map.of("status", "unread"));
        holds(agent, "read_email", Map.of("email_id", id));
        holds(agent, "download_attachment", Map.of("email_id", id, "filename", "offer.pdf"));
        holds(agent, "get_attachment_url", Map.of("email_id", id, "filename", "offer.pdf"));
        holds(agent, "manage_spam_status", Map.of("email_id", id, "action", "report"));
        holds(agent, "list_spam", Map.of());
        holds(agent, "manage_spam_status", Map.of("email_id", id, "action", "clear"));
        holds(
                agent,
                "wait_for_email",
                Map.of(
                        "timeout_seconds",
                        1,
                        "since_id",
                        agent.call("send_email", MAIL).text("id")));
        holds(agent, "reply_email", Map.of("email_id", id, "markdown", "Thanks."));
        holds(owner, "delete_email", Map.of("email_id", id));
    }

    private void owners() {
        String held = agent.call("send_email", Map.of("to", "v@example.org", "subject", "S", "markdown", "M"))
                .text("id");
        holds(owner, "decide_email", Map.of("email_id", held, "action", "reject", "reason", "No."));
        holds(owner, "create_mailbox", Map.of("address_local_part", "new"));
        holds(owner, "configure_mailbox", Map.of("display_name", "Buyer"));
        holds(owner, "update_mailbox", Map.of("display_name", "Buyer"));
        String key = holds(owner, "create_api_key", Map.of("name", "k", "scopes", List.of("read")))
                .text("id");
        String other = owner.call("create_api_key", Map.of("name", "o", "scopes", List.of("read")))
                .text("id");
        holds(owner, "list_api_keys", Map.of());
        holds(owner, "revoke_api_key", Map.of("key_id", key));
        holds(owner, "update_api_key", Map.of("key_id", other, "name", "renamed"));
        String entry = holds(owner, "add_allowlist_entry", Map.of("pattern", "*@partner.example"))
                .text("id");
        holds(owner, "remove_allowlist_entry", Map.of("entry_id", entry));
        holds(owner, "list_suppression", Map.of());
        holds(owner, "get_audit_log", Map.of("limit", 5));
        holds(owner, "export_audit_log", Map.of());
        holds(owner, "export_account", Map.of());
        holds(owner, "setup_multimail", Map.of());
    }

    private void webhooks() {
        String hook = holds(owner, "create_webhook", Map.of("url", "https://hooks.example.com/in"))
                .text("id");
        holds(owner, "list_webhooks", Map.of());
        Map<String, Object> it = Map.of("webhook_id", hook);
        holds(owner, "get_webhook", it);
        holds(owner, "update_webhook", Map.of("webhook_id", hook, "events", List.of("email.sent")));
        holds(owner, "rotate_webhook_secret", it);
        String delivery = holds(owner, "test_webhook", it).text("id");
        holds(owner, "list_webhook_deliveries", Map.of());
        holds(owner, "redeliver_webhook", Map.of("delivery_id", delivery));
        holds(owner, "delete_webhook", it);
    }

    private void domains() {
        String id = holds(owner, "add_domain", Map.of("domain", "mail.customer.example"))
                .text("id");
        holds(owner, "list_domains", Map.of());
        holds(owner, "get_domain", Map.of("domain_id", id));
        holds(owner, "verify_domain", Map.of("domain_id", id));
        holds(owner, "delete_domain", Map.of("domain_id", id));
    }

    private void asides() {
        holds(
                stage.client(mailbox.testToken()),
                "simulate_inbound",
                Map.of("from", "ann@x.example", "subject", "S", "markdown", "M"));
        holds(agent, "report_issue", Map.of("message", "Something is wrong."));
        holds(agent, "verify_sender", Map.of("identity", "a.b.c"));
    }

    private void strangers() {
        Client newcomer = stage.client(null);
        Client.Result challenge = holds(newcomer, "request_challenge", Map.of());
        holds(newcomer, "create_account", Newcomer.signingUp(challenge));
        holds(newcomer, "resend_confirmation", Map.of("oversight_email", Newcomer.EMAIL));
        stage.world.settle();
        holds(
                newcomer,
                "activate_account",
                Map.of("code", Newcomer.code(stage.world.outbox().notices().getLast())));
    }

    private void theEnd() {
        Store store = stage.world.services().store();
        Suppression gone = new Suppression("gone@example.org", "bounce", World.START);
        store.transactions().require(List.of(store.suppressions().add("acc_test", gone)));
        holds(owner, "remove_suppression", Map.of("email_address", "gone@example.org"));
        holds(owner, "update_account", Map.of("name", "Example Ltd"));
        holds(owner, "delete_mailbox", Map.of("mailbox_id", strict.id()));
        holds(owner, "delete_account", Map.of());
    }

    private Set<String> everyToolThatIsListed() {
        return toolbox.tools().stream()
                .filter(tool -> tool.listing() != Tool.Listing.OLDER_NAME)
                .map(Tool::name)
                .collect(Collectors.toSet());
    }

    private Client.Result holds(Client client, String name, Map<String, Object> arguments) {
        Tool tool = toolbox.tools().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        Client.Result result = client.call(name, arguments);
        assertThat(result.raw()).contains("\"structuredContent\"");
        assertThat(result.isError()).as(result.raw()).isFalse();
        Map<?, ?> structured = Json.readOwn(result.structuredText(), LinkedHashMap.class);
        JsonSchemaValidator.ValidationResponse verdict =
                validator.validate(tool.answer().schema(), Objects.requireNonNull(structured));
        assertThat(verdict.valid()).as(name + ": " + verdict.errorMessage()).isTrue();
        seen.add(name);
        return result;
    }
}
