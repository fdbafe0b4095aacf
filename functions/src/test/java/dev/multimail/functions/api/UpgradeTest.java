package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trust ladder: an agent asks, the owner gets a code by mail, the code is the owner's word. */
class UpgradeTest {
    private static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}-[A-Z2-9]{3})\\b");

    private final World world = new World();
    private final TestMailbox mailbox = world.mailbox("buyer@agents.example.com", "gated_send");

    private Answer ask(String mode) {
        Answer answer =
                world.call(mailbox.token(), "POST", "/v1/mailboxes/me/request-upgrade", Map.of("target_mode", mode));
        world.settle();
        return answer;
    }

    private Answer apply(String code) {
        return world.call(mailbox.token(), "POST", "/v1/mailboxes/me/upgrade", Map.of("code", code));
    }

    private String mailedCode() {
        Outgoing notice = world.outbox().notices().getLast();
        assertThat(notice.rcptTo()).hasToString("[owner@example.com]");
        Matcher matcher = CODE.matcher(MimeParser.parse(notice.raw()).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String mode() {
        return world.get(mailbox.token(), "/v1/mailboxes/me").text("oversight_mode");
    }

    @Test
    void askingAgainWhileTheFirstCodeIsBeingMailedIsNoFailure() {
        world.call(mailbox.token(), "POST", "/v1/mailboxes/me/request-upgrade", Map.of("target_mode", "monitored"));
        world.faults().meanwhileAt("transactWriteItems", world::settle);
        Answer again = world.call(
                mailbox.token(), "POST", "/v1/mailboxes/me/request-upgrade", Map.of("target_mode", "autonomous"));
        assertThat(again.status()).isEqualTo(200);
        world.faults().heal();
        world.settle();
        apply(mailedCode());
        assertThat(mode()).isEqualTo("autonomous");
    }

    @Test
    void theOwnersCodeLoosensTheModeOnce() {
        Answer asked = ask("monitored");
        assertThat(asked.text("status")).isEqualTo("upgrade_requested");
        String code = mailedCode();
        assertThat(asked.body()).doesNotContain(code);
        assertThat(mode()).isEqualTo("gated_send");
        Answer applied = apply(code.toLowerCase(Locale.ROOT).replace("-", " "));
        assertThat(applied.text("status")).isEqualTo("upgraded");
        assertThat(mode()).isEqualTo("monitored");
        assertThat(apply(code).text("code")).isEqualTo("code_invalid");
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?action=apply_upgrade&outcome=ok")
                        .body())
                .contains("owner@example.com")
                .doesNotContain(code);
    }

    @Test
    void fiveWrongTriesEndACode() {
        ask("monitored");
        String code = mailedCode();
        for (int n = 0; n < 5; n++) {
            assertThat(apply("AAA-AA" + n).text("code")).isEqualTo("code_invalid");
        }
        assertThat(apply(code).text("code")).isEqualTo("code_invalid");
        assertThat(mode()).isEqualTo("gated_send");
    }

    @Test
    void aCodeIsGoodForADay() {
        ask("monitored");
        String code = mailedCode();
        world.clock().advance(Duration.ofHours(24));
        assertThat(apply(code).text("code")).isEqualTo("code_invalid");
    }

    @Test
    void theNewestCodeIsTheOneThatCounts() {
        ask("monitored");
        String old = mailedCode();
        world.clock().advance(Duration.ofSeconds(1));
        ask("autonomous");
        assertThat(apply(old).text("code")).isEqualTo("code_invalid");
        assertThat(apply(mailedCode()).text("oversight_mode")).isEqualTo("autonomous");
    }

    @Test
    void aModeThatTheOwnerChangedMeanwhileIsNotLoosenedByAnOldCode() {
        ask("monitored");
        String code = mailedCode();
        world.call(world.ownerKey(), "PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("oversight_mode", "read_only"));
        assertThat(apply(code).text("code")).isEqualTo("code_invalid");
        assertThat(mode()).isEqualTo("read_only");
    }

    @Test
    void theOwnerGetsThreeCodesAnHour() {
        for (int n = 0; n < 3; n++) {
            assertThat(ask("monitored").status()).isEqualTo(200);
        }
        Answer fourth = ask("monitored");
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.headers()).containsEntry("retry-after", "3600");
        world.clock().advance(Duration.ofHours(1));
        assertThat(ask("monitored").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gated_send", "gated_all", "read_only", "boss", ""})
    void anUpgradeLeadsToALooserMode(String mode) {
        assertThat(ask(mode).text("code")).isEqualTo("invalid_field");
    }

    @Test
    void withoutAnyRequestThereIsNothingToRedeem() {
        assertThat(apply("AAA-AAA").text("code")).isEqualTo("not_found");
        assertThat(apply("").text("code")).isEqualTo("missing_field");
    }

    @Test
    void aLostWakeUpIsMadeUpForByTheSweep() {
        world.call(mailbox.token(), "POST", "/v1/mailboxes/me/request-upgrade", Map.of("target_mode", "monitored"));
        world.settle();
        int mailed = world.outbox().notices().size();
        world.pipeline().replay();
        world.settle();
        assertThat(world.outbox().notices()).hasSize(mailed);
    }

    @Test
    void billingIsNotOfferedAndSaidSo() {
        Answer answer = world.call(world.ownerKey(), "POST", "/v1/billing/checkout", Map.of("plan", "pro"));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.text("code")).isEqualTo("billing_not_offered");
    }

    @Test
    void theAuditLogIsFilteredAndExportedLineByLine() {
        mailbox.send("One");
        mailbox.send("Two");
        world.settle();
        Answer sends = world.get(world.ownerKey(), "/v1/audit-log?action=send_email");
        assertThat(sends.json().at("entries").list()).hasSize(2);
        Answer first = world.get(world.ownerKey(), "/v1/audit-log?action=send_email&limit=1");
        Answer second =
                world.get(world.ownerKey(), "/v1/audit-log?action=send_email&limit=1&cursor=" + first.text("cursor"));
        assertThat(second.json().at("entries").list()).hasSize(1);
        assertThat(second.json().at("entries").first().at("id").text())
                .isNotEqualTo(first.json().at("entries").first().at("id").text());
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?date_after=2028-01-01")
                        .json()
                        .at("entries")
                        .list())
                .isEmpty();
        assertThat(world.get(world.ownerKey(), "/v1/audit-log?date_after=soon").text("code"))
                .isEqualTo("invalid_field");
        Answer export = world.get(world.ownerKey(), "/v1/audit-log/export?mailbox=" + mailbox.id());
        assertThat(export.headers().get("content-type")).startsWith("application/jsonl");
        assertThat(export.body()
                        .lines()
                        .map(line -> Json.tree(line).at("mailbox_id").text()))
                .isNotEmpty()
                .containsOnly(mailbox.id());
        assertThat(world.get(mailbox.token(), "/v1/audit-log/export").status()).isEqualTo(403);
    }
}
