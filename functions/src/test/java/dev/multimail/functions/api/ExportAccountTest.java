package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An owner takes along all that the account has. */
class ExportAccountTest {
    private final World world = World.inMemory(1);
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "autonomous");

    private Answer export(String query) {
        return world.get(world.ownerKey(), "/v1/export" + query);
    }

    private List<Tree> whole() {
        List<Tree> lines = new ArrayList<>();
        String cursor = "";
        do {
            Answer part = export(cursor.isEmpty() ? "" : "?cursor=" + cursor);
            assertThat(part.status()).isEqualTo(200);
            part.body().lines().map(Json::tree).forEach(lines::add);
            cursor = part.headers().getOrDefault("x-next-cursor", "");
            assertThat(lines.getLast().at("cursor").text()).isEqualTo(cursor);
        } while (!cursor.isEmpty());
        return lines;
    }

    private static List<Tree> of(List<Tree> lines, String kind) {
        return lines.stream()
                .filter(line -> line.at("kind").text().equals(kind))
                .toList();
    }

    @Test
    void everythingThatTheAccountHasIsInItAndNoSecret() {
        String hook = "https://hooks.example.com/";
        world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", hook, "events", List.of("*")));
        world.call(world.ownerKey(), "POST", "/v1/domains", Map.of("domain", "mail.customer.example"));
        world.call(mailbox.token(), "POST", "/v1/contacts", Map.of("email", "ann@example.org", "name", "Ann"));
        world.call(
                world.ownerKey(),
                "POST",
                "/v1/mailboxes/" + mailbox.id() + "/allowlist",
                Map.of("pattern", "*@partner.example"));
        String sent = mailbox.send("Order").text("id");
        String test = mailbox.send(mailbox.testToken(), "Rehearsal", Map.of()).text("id");
        SesEvents.take(
                world,
                SesEvents.received(world, "ses-1", SesEvents.mail("Offer", "one@example.org"), mailbox.address()));
        world.settle();
        List<Tree> lines = whole();
        assertThat(of(lines, "account")).hasSize(1);
        assertThat(of(lines, "mailbox").getFirst().at("address").text()).isEqualTo(mailbox.address());
        assertThat(of(lines, "contact").getFirst().at("email").text()).isEqualTo("ann@example.org");
        assertThat(of(lines, "allowlist_entry").getFirst().at("pattern").text()).isEqualTo("*@partner.example");
        assertThat(of(lines, "webhook").getFirst().at("url").text()).isEqualTo(hook);
        assertThat(of(lines, "domain").getFirst().at("domain").text()).isEqualTo("mail.customer.example");
        assertThat(of(lines, "api_key")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(of(lines, "email"))
                .hasSize(3)
                .allMatch(email -> !email.at("markdown").text().isEmpty());
        assertThat(of(lines, "email").stream().map(email -> email.at("id").text()))
                .contains(sent, test);
        assertThat(of(lines, "email").stream().map(email -> email.at("test").text()))
                .containsExactlyInAnyOrder("false", "false", "true");
        assertThat(lines.stream().map(line -> Json.write(line.fields())))
                .noneMatch(line ->
                        line.contains("whsec_") || line.contains(mailbox.token()) || line.contains(world.ownerKey()));
    }

    @Test
    void aLongExportComesInPartsWithEachMessageOnce() {
        TestMailbox other = world.mailbox("other@agents.example.com", "autonomous");
        List<String> sent = IntStream.range(0, 230)
                .mapToObj(number -> (number % 2 == 0 ? mailbox : other)
                        .send("Number " + number)
                        .text("id"))
                .toList();
        assertThat(of(whole(), "email").stream().map(email -> email.at("id").text()))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void largeMessagesAreCutSoThatAnAnswerFits() {
        String text = "A \u4e2d\u6587 text. ".repeat(12_000);
        for (int number = 0; number < 12; number++) {
            assertThat(mailbox.send(mailbox.token(), "Large", Map.of("markdown", text))
                            .status())
                    .isEqualTo(202);
        }
        Answer first = export("");
        assertThat(Json.write(first.body()).length()).isLessThan(4_000_000);
        assertThat(first.headers()).containsKey("x-next-cursor");
    }

    @Test
    void anotherOneIsRefusedUntilTheNextHourButNotTheRestOfOne() {
        IntStream.range(0, 101).forEach(_ -> mailbox.send("Hello"));
        String cursor = export("").headers().getOrDefault("x-next-cursor", "");
        Answer again = export("");
        assertThat(again.status()).isEqualTo(429);
        assertThat(again.text("code")).isEqualTo("limit_reached");
        assertThat(again.headers()).containsEntry("retry-after", "3600");
        assertThat(export("?cursor=" + cursor).status()).isEqualTo(200);
        world.clock().advance(Duration.ofHours(1));
        assertThat(export("").status()).isEqualTo(200);
    }

    @Test
    void anAgentExportsNothing() {
        assertThat(world.get(mailbox.token(), "/v1/export").status()).isEqualTo(403);
        assertThat(export("?cursor=bm9uc2Vuc2U").text("code")).isEqualTo("invalid_cursor");
    }
}
