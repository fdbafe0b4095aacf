package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import dev.multimail.mail.ParsedMail;
import dev.multimail.message.Address;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an owner sets on a mailbox beside its oversight, and what it does to mail. */
class PreferencesTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("free@agents.example.com", "autonomous");

    private Answer configure(Map<String, ?> change) {
        return world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id() + "/configure", change);
    }

    @Test
    void copiesGoToEachRecipientOnceAndTheSignatureStandsBelow() {
        Answer set = configure(Map.of(
                "auto_cc", "team@example.com, vendor@example.org",
                "auto_bcc", List.of("log@example.com"),
                "signature_block", "Example Ltd\n*Buying*"));
        assertThat(set.text("status")).isEqualTo("updated");
        assertThat(set.text("auto_cc")).isEqualTo("team@example.com, vendor@example.org");
        mailbox.send("Hi");
        world.settle();
        Outgoing mail = world.outbox().agentMail().getFirst();
        assertThat(mail.rcptTo().stream().map(Address::toString))
                .containsExactlyInAnyOrder("vendor@example.org", "team@example.com", "log@example.com");
        ParsedMail parsed = MimeParser.parse(mail.raw());
        assertThat(parsed.cc()).hasSize(1);
        assertThat(parsed.text()).contains("Example Ltd");
        assertThat(String.valueOf(parsed.html())).contains("*Buying*").doesNotContain("<em>Buying");
    }

    @Test
    void aCopyToAStrangerNeedsAnApprovalToo() {
        TestMailbox gated = world.mailbox("gated@agents.example.com", "gated_send");
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + gated.id(), Map.of("auto_cc", "team@example.com"));
        Answer sent = gated.send("Hi");
        assertThat(sent.text("status")).isEqualTo("pending");
        assertThat(gated.read(sent.text("id")).body()).contains("team@example.com");
    }

    @Test
    void whatIsLeftOutStaysAndEmptyTextRemoves() {
        configure(Map.of("auto_cc", "team@example.com", "signature_block", "Bye", "mcp_configured", 1));
        Answer next = configure(Map.of("default_gate_timing", "schedule_first"));
        assertThat(next.text("auto_cc")).isEqualTo("team@example.com");
        assertThat(next.text("signature_block")).isEqualTo("Bye");
        assertThat(next.text("mcp_configured")).isEqualTo("1");
        Answer removed = configure(Map.of("auto_cc", "", "signature_block", ""));
        assertThat(removed.body()).contains("\"auto_cc\":null", "\"signature_block\":null");
    }

    @ParameterizedTest
    @CsvSource({
        "ai_disclosure,false",
        "forward_inbound,true",
        "scheduling_enabled,maybe",
        "scheduling_enabled,2",
        "default_gate_timing,later",
        "webhook_url,https://x.example/"
    })
    void whatIsNotOfferedIsRefused(String field, String text) {
        Object value = switch (text) {
            case "false" -> false;
            case "true" -> true;
            case "2" -> 2;
            default -> text;
        };
        assertThat(configure(Map.of(field, value)).text("code")).isEqualTo("invalid_field");
    }

    @Test
    void aSignatureAndCopiesHaveAMost() {
        assertThat(configure(Map.of("signature_block", "s".repeat(200))).status())
                .isEqualTo(200);
        assertThat(configure(Map.of("signature_block", "s".repeat(201))).status())
                .isEqualTo(400);
        List<String> ten =
                IntStream.range(0, 10).mapToObj(n -> "a" + n + "@example.com").toList();
        assertThat(configure(Map.of("auto_cc", ten)).status()).isEqualTo(200);
        assertThat(configure(Map.of("auto_cc", String.join(",", ten) + ",b@example.com"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aDeletedMailboxIsGoneWithItsTokensAndKeepsItsAddress() {
        String path = "/v1/mailboxes/" + mailbox.id();
        assertThat(world.call(world.ownerKey(), "DELETE", path, "").text("status"))
                .isEqualTo("deleted");
        assertThat(mailbox.send("Hi").status()).isEqualTo(401);
        assertThat(world.get(world.ownerKey(), "/v1/mailboxes").body()).doesNotContain(mailbox.id());
        assertThat(world.call(world.ownerKey(), "DELETE", path, "").status()).isEqualTo(404);
        assertThat(world.call(world.ownerKey(), "PATCH", path, Map.of("display_name", "X"))
                        .status())
                .isEqualTo(404);
        assertThat(world.call(world.ownerKey(), "POST", "/v1/mailboxes", Map.of("address", mailbox.address()))
                        .text("code"))
                .isEqualTo("address_in_use");
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?mailbox=" + mailbox.id())
                        .body())
                .contains("delete_mailbox");
    }

    @Test
    void mailboxesComeInParts() {
        world.mailbox("b@agents.example.com", "gated_send");
        world.mailbox("c@agents.example.com", "gated_send");
        Answer first = world.get(world.ownerKey(), "/v1/mailboxes?limit=2");
        assertThat(first.json().at("mailboxes").list()).hasSize(2);
        Answer rest = world.get(world.ownerKey(), "/v1/mailboxes?limit=2&cursor=" + first.text("cursor"));
        assertThat(rest.json().at("mailboxes").list()).hasSize(1);
    }
}
