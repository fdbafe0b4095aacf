package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The account as its owner reads, changes and closes it. */
class AccountTest {
    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private Answer change(Map<String, ?> body) {
        return world.call(world.ownerKey(), "PATCH", "/v1/account", body);
    }

    @Test
    void anAgentAndItsOwnerReadTheSameAccount() {
        for (String token : List.of(mailbox.token(), world.ownerKey())) {
            Answer account = world.get(token, "/v1/account");
            assertThat(account.status()).isEqualTo(200);
            assertThat(account.text("name")).isEqualTo("Example Ltd");
            assertThat(account.text("account", "name")).isEqualTo("Example Ltd");
            assertThat(account.text("oversight_email")).isEqualTo("owner@example.com");
            assertThat(account.body()).contains("\"monthly_email_quota\":null", "\"is_active\":true");
        }
    }

    @Test
    void whatIsLeftOutStays() {
        assertThat(change(Map.of("physical_address", "1 High Street\nTown")).text("status"))
                .isEqualTo("updated");
        Answer named = change(Map.of("name", "Other Ltd"));
        assertThat(named.text("physical_address")).isEqualTo("1 High Street\nTown");
        assertThat(change(Map.of("oversight_email", "boss@example.com")).status())
                .isEqualTo(200);
        Answer account = world.get(world.ownerKey(), "/v1/account");
        assertThat(account.text("name")).isEqualTo("Other Ltd");
        assertThat(account.text("oversight_email")).isEqualTo("boss@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "name,'',invalid_field",
        "name,'a\nb',header_injection",
        "oversight_email,nobody,invalid_recipient",
        "oversight_email,buyer@agents.example.com,invalid_field"
    })
    void whatDoesNotFitChangesNothing(String field, String value, String code) {
        String given = value.replace("\\n", "\n");
        assertThat(change(Map.of(field, given)).text("code")).isEqualTo(code);
        assertThat(world.get(world.ownerKey(), "/v1/account").text("name")).isEqualTo("Example Ltd");
    }

    @Test
    void textHasALongestForm() {
        assertThat(change(Map.of("name", "n".repeat(200))).status()).isEqualTo(200);
        assertThat(change(Map.of("name", "n".repeat(201))).status()).isEqualTo(400);
        assertThat(change(Map.of("physical_address", "n".repeat(500))).status()).isEqualTo(200);
        assertThat(change(Map.of("physical_address", "n".repeat(501))).status()).isEqualTo(400);
    }

    @Test
    void anAgentChangesNothing() {
        assertThat(world.call(mailbox.token(), "PATCH", "/v1/account", Map.of("name", "Mine"))
                        .text("code"))
                .isEqualTo("insufficient_scope");
        assertThat(world.call(mailbox.token(), "DELETE", "/v1/account", "").text("code"))
                .isEqualTo("insufficient_scope");
    }

    @Test
    void aClosedAccountLetsNobodyIn() {
        assertThat(world.call(world.ownerKey(), "DELETE", "/v1/account", "").text("status"))
                .isEqualTo("deleted");
        assertThat(world.get(world.ownerKey(), "/v1/account").status()).isEqualTo(401);
        assertThat(mailbox.send("Hi").status()).isEqualTo(401);
    }

    @Test
    void whatWaitedForApprovalDoesNotLeaveAClosedAccount() {
        String id = mailbox.send("Hi").text("id");
        world.settle();
        String link = mailbox.newestLink();
        world.call(world.ownerKey(), "DELETE", "/v1/account", "");
        mailbox.press(link, "approve", "");
        world.settle();
        assertThat(world.outbox().agentMail()).as(id).isEmpty();
    }

    @Test
    void usageCountsWhatHappenedByDay() {
        TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
        free.send("One");
        free.send(free.testToken(), "A test", Map.of());
        world.settle();
        Incoming.arrive(free, Incoming.plain("Offer"));
        Answer summary = world.get(world.ownerKey(), "/v1/usage?from=2027-03-01&to=2027-03-01");
        assertThat(summary.text("emails_sent")).isEqualTo("1");
        assertThat(summary.text("emails_received")).isEqualTo("1");
        assertThat(summary.json().at("api_calls").number()).isGreaterThanOrEqualTo(4);
        Answer daily = world.get(world.ownerKey(), "/v1/usage?period=daily");
        assertThat(daily.text("breakdown")).isEqualTo("daily");
        assertThat(daily.json().at("data").first().at("date").text()).isEqualTo("2027-03-01");
        assertThat(world.get(world.ownerKey(), "/v1/usage?from=2027-02-01&to=2027-02-28")
                        .text("api_calls"))
                .isEqualTo("0");
        assertThat(world.get(mailbox.token(), "/v1/usage").text("emails_sent"))
                .as("an agent sees its own mailbox")
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "from=2027-03-02&to=2027-03-01",
                "from=2026-01-01&to=2027-01-01",
                "breakdown=hourly"
            })
    void aSpanThatIsNoneIsRefused(String query) {
        assertThat(world.get(world.ownerKey(), "/v1/usage?" + query).text("code"))
                .isEqualTo("invalid_field");
    }
}
