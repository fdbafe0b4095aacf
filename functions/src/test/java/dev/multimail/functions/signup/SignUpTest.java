package dev.multimail.functions.signup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.approval.ProofOfWork;
import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SigningUp;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's way to an account: a proof of work, a code by mail, a token for the agent, a key for the owner. */
class SignUpTest {
    private static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3})\\b");
    private static final Pattern KEY = Pattern.compile("mm_live_[0-9A-Za-z]{36}");

    private final World world = new World();

    private Map<String, Object> solved() {
        return SigningUp.solved(world.call("", "POST", "/v1/account/challenge", Map.of())::text);
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new HashMap<>();
        request.put("operator_name", "Acme Ltd");
        request.put("oversight_email", "boss@acme.example");
        request.put("accepted_tos", true);
        request.put("accepted_operator_agreement", true);
        request.put("accepted_anti_spam_policy", true);
        request.put("email_use_type", "transactional");
        request.put("pow_solution", solved());
        request.put("slug", "acme");
        return request;
    }

    private Answer signUp(Map<String, Object> request) {
        Answer answer = world.call("", "POST", "/v1/account", request);
        world.settle();
        return answer;
    }

    private String mailedCode() {
        Outgoing mail = world.outbox().notices().getLast();
        assertThat(mail.rcptTo()).hasToString("[boss@acme.example]");
        Matcher matcher = CODE.matcher(MimeParser.parse(mail.raw()).text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private Answer confirm(String code) {
        Answer answer = world.call("", "POST", "/v1/confirm", Map.of("code", code));
        world.settle();
        return answer;
    }

    @Test
    void whoBringsTheMailedCodeGetsAMailboxWhoseMailWaitsForTheOwner() {
        Answer asked = signUp(request());
        assertThat(asked.text("status")).isEqualTo("confirmation_sent");
        String code = mailedCode();
        assertThat(asked.body()).doesNotContain(code);
        Answer opened = confirm(code.toLowerCase(Locale.ROOT).replace("-", ""));
        assertThat(opened.text("status")).isEqualTo("active");
        assertThat(opened.text("mailbox_address")).isEqualTo("acme@agents.example.com");
        assertThat(opened.text("oversight_mode")).isEqualTo("gated_send");
        TestMailbox mailbox = new TestMailbox(
                world,
                opened.text("mailbox_id"),
                opened.text("mailbox_address"),
                opened.text("api_key"),
                opened.text("test_api_key"));
        assertThat(mailbox.status(mailbox.send("Hello").text("id"))).isEqualTo("pending");
        world.settle();
        assertThat(world.outbox().notices().getLast().rcptTo()).hasToString("[boss@acme.example]");
    }

    @Test
    void theAgentsTokenCannotLoosenItsOwnOversight() {
        signUp(request());
        String token = confirm(mailedCode()).text("api_key");
        assertThat(world.call(token, "PATCH", "/v1/mailboxes/me", Map.of("oversight_mode", "autonomous"))
                        .text("code"))
                .isEqualTo("insufficient_scope");
        assertThat(world.call(token, "POST", "/v1/api-keys", Map.of("name", "x", "scopes", List.of("admin")))
                        .text("code"))
                .isEqualTo("insufficient_scope");
    }

    @Test
    void theOwnersPageMakesTheKeyOnceAndOnlyWhenItsButtonIsPressed() {
        signUp(request());
        confirm(mailedCode());
        String letter =
                MimeParser.parse(world.outbox().notices().getLast().raw()).text();
        Matcher link = SigningUp.OWNER_KEY_PAGE.matcher(letter);
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        Answer page = world.get("", path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(KEY.matcher(page.body()).find()).isFalse();
        Matcher nonce = SigningUp.NONCE.matcher(page.body());
        assertThat(nonce.find()).isTrue();
        assertThat(world.call("", "POST", path, "nonce=wrong").status()).isEqualTo(403);
        Answer made = world.call("", "POST", path, "nonce=" + nonce.group(1));
        Matcher key = KEY.matcher(made.body());
        assertThat(key.find()).isTrue();
        assertThat(made.headers()).containsEntry("cache-control", "no-store");
        assertThat(world.get(key.group(), "/v1/account").text("name")).isEqualTo("Acme Ltd");
        assertThat(world.call("", "POST", path, "nonce=" + nonce.group(1)).status())
                .isEqualTo(403);
        assertThat(world.get("", path).status()).isEqualTo(403);
        assertThat(world.log()).doesNotContain(key.group());
    }

    @Test
    void theOwnersPageEndsAfterAWeek() {
        signUp(request());
        confirm(mailedCode());
        Matcher link = SigningUp.OWNER_KEY_PAGE.matcher(
                MimeParser.parse(world.outbox().notices().getLast().raw()).text());
        assertThat(link.find()).isTrue();
        world.clock().advance(Duration.ofDays(7));
        assertThat(world.get("", link.group(1)).status()).isEqualTo(403);
        String path = link.group(1);
        assertThat(world.get("", path.substring(0, path.length() - 1) + "A").status())
                .isEqualTo(403);
    }

    @Test
    void accountsDoNotSeeEachOther() {
        signUp(request());
        String token = confirm(mailedCode()).text("api_key");
        TestMailbox foreign = world.mailbox("buyer@agents.example.com", "gated_send");
        String id = foreign.send("Secret").text("id");
        assertThat(world.get(token, "/v1/emails/" + id).body())
                .isEqualTo(world.get(token, "/v1/emails/msg_nothing").body());
        assertThat(world.get(world.ownerKey(), "/v1/mailboxes").body()).doesNotContain("acme@");
    }

    @Test
    void aCodeIsGoodOnceForADayAndForFiveTries() {
        signUp(request());
        String code = mailedCode();
        for (int n = 0; n < 4; n++) {
            assertThat(confirm(code.substring(0, 8) + "AAA").text("code")).isEqualTo("code_invalid");
        }
        assertThat(confirm(code).status()).isEqualTo(200);
        assertThat(confirm(code).text("code")).isEqualTo("code_invalid");
    }

    @Test
    void fiveWrongTriesEndACode() {
        signUp(request());
        String code = mailedCode();
        for (int n = 0; n < 5; n++) {
            confirm(code.substring(0, 8) + "AAA");
        }
        assertThat(confirm(code).text("code")).isEqualTo("code_invalid");
    }

    @Test
    void aCodeEndsAfterADay() {
        signUp(request());
        String code = mailedCode();
        world.clock().advance(Duration.ofHours(24));
        assertThat(confirm(code).text("code")).isEqualTo("code_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "ABC", "ABCDEF", "ABC-DEF-GHJ", "ü", "           "})
    void whatIsNoCodeOpensNothing(String code) {
        assertThat(confirm(code).status()).isIn(400, 403);
    }

    @Test
    void aFreshCodeReplacesTheEarlierOne() {
        signUp(request());
        String old = mailedCode();
        Answer again = world.call(
                "", "POST", "/v1/account/resend-confirmation", Map.of("oversight_email", "boss@acme.example"));
        world.settle();
        assertThat(again.text("status")).isEqualTo("confirmation_resent");
        assertThat(confirm(old).text("code")).isEqualTo("code_invalid");
        assertThat(confirm(mailedCode()).status()).isEqualTo(200);
    }

    @Test
    void nobodyLearnsWhoHasSignedUp() {
        String known = world.call(
                        "", "POST", "/v1/account/resend-confirmation", Map.of("oversight_email", "nobody@acme.example"))
                .body();
        signUp(request());
        assertThat(world.call(
                                "",
                                "POST",
                                "/v1/account/resend-confirmation",
                                Map.of("oversight_email", "boss@acme.example"))
                        .body())
                .isEqualTo(known);
    }

    @Test
    void anAddressGetsThreeCodesAnHour() {
        signUp(request());
        for (int n = 0; n < 2; n++) {
            assertThat(world.call(
                                    "",
                                    "POST",
                                    "/v1/account/resend-confirmation",
                                    Map.of("oversight_email", "boss@acme.example"))
                            .status())
                    .isEqualTo(200);
        }
        Answer fourth = signUp(request());
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(Integer.parseInt(fourth.headers().get("retry-after"))).isBetween(1, 3600);
    }

    @Test
    void aProofOfWorkIsSpentOnceAndInTime() {
        Map<String, Object> request = request();
        assertThat(signUp(request).status()).isEqualTo(200);
        request.put("oversight_email", "other@acme.example");
        assertThat(signUp(request).text("code")).isEqualTo("proof_of_work_invalid");
        Map<String, Object> late = request();
        world.clock().advance(ProofOfWork.LIFETIME);
        assertThat(signUp(late).text("code")).isEqualTo("proof_of_work_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"algorithm", "challenge", "number", "salt", "signature"})
    void eachPartOfAProofOfWorkCounts(String part) {
        Map<String, Object> request = request();
        Map<String, Object> solution = new HashMap<>(solved());
        Object right = solution.get(part);
        solution.put(part, right instanceof Long number ? (Object) (number + 1) : right + "0");
        request.put("pow_solution", solution);
        assertThat(signUp(request).text("code")).isEqualTo("proof_of_work_invalid");
        solution.remove(part);
        assertThat(signUp(request).status()).isEqualTo(400);
        assertThat(world.outbox().notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accepted_tos",
                "accepted_operator_agreement",
                "accepted_anti_spam_policy",
                "operator_name",
                "oversight_email"
            })
    void whatIsMissingIsNamed(String field) {
        Map<String, Object> request = request();
        request.remove(field);
        assertThat(signUp(request).text("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"autonomous", "read_only", "whatever"})
    void aNewAccountBeginsWithPeopleWatching(String mode) {
        Map<String, Object> request = request();
        request.put("oversight_mode", mode);
        assertThat(signUp(request).text("field")).isEqualTo("oversight_mode");
    }

    @Test
    void aTakenNameIsToldWithOthersThatAreFree() {
        world.mailbox("acme@agents.example.com", "gated_send");
        Answer taken = signUp(request());
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("error")).contains("acme-agent").contains("acme-1");
        Answer check = world.get("", "/v1/slug-check/acme");
        assertThat(check.text("available")).isEqualTo("false");
        assertThat(check.text("reason")).isEqualTo("taken");
        assertThat(world.get("", "/v1/slug-check/postmaster").text("reason")).isEqualTo("reserved");
        assertThat(world.get("", "/v1/slug-check/acme-1").text("address_preview"))
                .isEqualTo("acme-1@agents.example.com");
        assertThat(world.get("", "/v1/slug-check/-acme").status()).isEqualTo(400);
    }

    @Test
    void aNameThatWasTakenMeanwhileOpensNothing() {
        signUp(request());
        String code = mailedCode();
        world.mailbox("acme@agents.example.com", "gated_send");
        assertThat(confirm(code).text("code")).isEqualTo("address_in_use");
    }

    @Test
    void withoutANameTheOperatorsIsTaken() {
        Map<String, Object> request = request();
        request.remove("slug");
        request.put("operator_name", "Ällo & Söhne GmbH");
        signUp(request);
        assertThat(confirm(mailedCode()).text("mailbox_address"))
                .startsWith("a")
                .endsWith("@agents.example.com");
    }
}
