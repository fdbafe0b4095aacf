package dev.multimail.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
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
        incoming();
        owners();
        assertThat(seen).containsAll(everyToolThatIsListed());
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
        holds(agent, "reply_email", Map.of("email_id", id, "markdown", "Thanks."));
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
        holds(owner, "list_api_keys", Map.of());
        holds(owner, "revoke_api_key", Map.of("key_id", key));
        String hook = holds(owner, "create_webhook", Map.of("url", "https://hooks.example.com/in"))
                .text("id");
        holds(owner, "list_webhooks", Map.of());
        holds(owner, "list_webhook_deliveries", Map.of());
        holds(owner, "delete_webhook", Map.of("webhook_id", hook));
        holds(owner, "get_audit_log", Map.of("limit", 5));
        holds(owner, "setup_multimail", Map.of());
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
