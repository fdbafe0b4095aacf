package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What SES found about a mail that came in, in every combination, reaches the agent as SES said it. */
class VerdictsTest {
    private static final List<String> CHECKS = List.of("spf", "dkim", "dmarc", "spam", "virus");
    private static final List<String> FINDINGS = List.of("PASS", "FAIL", "GRAY", "PROCESSING_FAILED");

    @Test
    void everyCombinationReachesTheAgentWordForWord() {
        World world = World.inMemory(1);
        TestMailbox mailbox = world.mailbox("agent@agents.example.com", "autonomous");
        int rows = 1 << (2 * CHECKS.size());
        assertThat(rows).isEqualTo(1_024);
        for (int row = 0; row < rows; row++) {
            Map<String, String> found = found(row);
            Tree mail = read(world, mailbox, row, found);
            Map<String, String> told = new TreeMap<>();
            CHECKS.forEach(check -> told.put(check, mail.at("verdicts", check).text()));
            assertThat(told).isEqualTo(found);
            assertThat(mail.at("untrusted").text()).isEqualTo("true");
            assertThat(mail.at("spam_verdict").text()).isEqualTo(expected(found.get("spam"), found.get("virus")));
        }
    }

    // What SES could not decide is never taken for its word, neither for a mail nor against it.
    private static String expected(@Nullable String spam, @Nullable String virus) {
        if ("FAIL".equals(spam) || "FAIL".equals(virus)) {
            return "flagged";
        }
        return "PASS".equals(spam) && "PASS".equals(virus) ? "clean" : "unknown";
    }

    private static Map<String, String> found(int row) {
        Map<String, String> found = new TreeMap<>();
        int rest = row;
        for (String check : CHECKS) {
            found.put(check, FINDINGS.get(rest % FINDINGS.size()));
            rest /= FINDINGS.size();
        }
        return found;
    }

    private static Tree read(World world, TestMailbox mailbox, int row, Map<String, String> found) {
        String sesId = "ses-" + row;
        String raw = SesEvents.mail("Row " + row, row + "@example.org");
        SesEvents.received(world, sesId, raw, mailbox.address());
        Map<String, Object> receipt = new HashMap<>(Map.of("recipients", List.of(mailbox.address())));
        found.forEach((check, finding) -> receipt.put(check + "Verdict", Map.of("status", finding)));
        Map<String, Object> mail = Map.of("messageId", sesId, "source", "ann@example.org");
        SesEvents.take(world, Map.of("Records", List.of(Map.of("ses", Map.of("mail", mail, "receipt", receipt)))));
        String id = world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails?limit=1")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
        return mailbox.read(id).json();
    }
}
