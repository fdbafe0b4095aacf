package dev.multimail.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.local.data.OutboxMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole service in this process, spoken to over its real ports. */
class LocalInstallationTest {
    private static LocalInstallation running;
    private static Visitor visitor;

    @BeforeAll
    static void start() throws CannotStart {
        running =
                LocalInstallation.start(Options.ephemeral(), new PrintStream(System.err, true, StandardCharsets.UTF_8));
        visitor = new Visitor(running.url());
    }

    @AfterAll
    static void stop() {
        visitor.close();
        running.close();
    }

    @Test
    void heldMailLeavesOnceWhenItsApproverSaysSo() throws IOException, InterruptedException {
        String token = Visitor.assistant(running).token();
        String id = visitor.send(token, "you@example.org", "Held");
        assertThat(running.settle()).isTrue();

        assertThat(visitor.status(token, id)).isEqualTo("pending");
        String link = Visitor.link(noticeAbout("Held", false));
        assertThat(visitor.open(link).body()).contains("Held", "example.org");
        running.settle();
        assertThat(visitor.status(token, id)).isEqualTo("pending");
        assertThat(copiesOf(id)).isEmpty();

        assertThat(visitor.decide(link, "approve").statusCode()).isEqualTo(200);
        running.settle();
        assertThat(copiesOf(id)).singleElement().satisfies(copy -> {
            assertThat(copy.rcptTo()).containsExactly("you@example.org");
            assertThat(copy.test()).isFalse();
        });
        assertThat(visitor.status(token, id)).isEqualTo("sent");
        assertThat(visitor.read(token, id).at("delivered_at").text()).isNotEmpty();

        assertThat(visitor.call("POST", link, "").statusCode()).isGreaterThanOrEqualTo(400);
        running.settle();
        assertThat(copiesOf(id)).hasSize(1);
    }

    @Test
    void testMailIsKeptAndSoIsItsNotice() throws IOException, InterruptedException {
        String token = Visitor.assistant(running).testToken();
        String id = visitor.send(token, "you@example.org", "Only a test");
        running.settle();
        OutboxMail notice = noticeAbout("Only a test", true);
        assertThat(notice.test()).isTrue();

        visitor.decide(Visitor.link(notice), "approve");
        running.settle();
        assertThat(running.outbox().since(false, ""))
                .extracting(OutboxMail::tag)
                .doesNotContain(id, notice.tag());
        assertThat(running.outbox().since(true, "")).extracting(OutboxMail::tag).contains(id);
        assertThat(visitor.status(token, id)).isEqualTo("sent");
    }

    @Test
    void whatNobodyDecidesExpiresWhenItsTimeIsOver() throws IOException, InterruptedException {
        String token = Visitor.assistant(running).token();
        String id = visitor.send(token, "you@example.org", "Forgotten");
        advance(Duration.ofHours(71));
        assertThat(visitor.status(token, id)).isEqualTo("pending");

        advance(Duration.ofHours(2));
        assertThat(visitor.status(token, id)).isEqualTo("expired");
    }

    @Test
    void bouncesAndComplaintsAreToldAsSesTellsThem() throws IOException, InterruptedException {
        String token = Visitor.reporter(running).token();
        String bounced = visitor.send(token, "bounce@simulator.amazonses.com", "Bounce");
        String complained = visitor.send(token, "complaint@simulator.amazonses.com", "Complaint");
        running.settle();

        assertThat(visitor.read(token, bounced).at("bounced_at").text()).isNotEmpty();
        assertThat(visitor.read(token, bounced).at("delivered_at").text()).isIn("", "null");
        assertThat(visitor.read(token, complained).at("complained_at").text()).isNotEmpty();
    }

    @Test
    void aLostAnswerBecomesVisibleDoubtAndNoSecondCopy() throws IOException, InterruptedException {
        String token = Visitor.reporter(running).token();
        String id = visitor.send(token, "lost@simulator.amazonses.com", "Lost");
        running.settle();
        assertThat(visitor.status(token, id)).isEqualTo("sending");

        advance(Duration.ofMinutes(20));
        assertThat(visitor.status(token, id)).isEqualTo("unconfirmed");
        assertThat(copiesOf(id)).hasSize(1);
    }

    @Test
    void aRefusalIsTriedAgainUntilItIsGivenUp() throws IOException, InterruptedException {
        String token = Visitor.reporter(running).token();
        String throttled = visitor.send(token, "throttle@example.org", "Throttled");
        String rejected = visitor.send(token, "reject@example.org", "Rejected");
        running.settle();
        assertThat(visitor.status(token, throttled)).isEqualTo("queued");
        assertThat(visitor.status(token, rejected)).isEqualTo("failed");

        for (int hour = 0; hour < 6; hour++) {
            advance(Duration.ofHours(1));
        }
        assertThat(visitor.status(token, throttled)).isEqualTo("failed");
        assertThat(copiesOf(throttled)).isEmpty();
    }

    @Test
    void mailArrivesBySmtpAndOnlyForMailboxesThatExist() throws IOException, InterruptedException {
        List<String> answers = dialog(
                "EHLO test.example",
                "MAIL FROM:<customer@example.com>",
                "RCPT TO:<nobody@multimail.test>",
                "RCPT TO:<assistant@multimail.test>",
                "DATA",
                "From: Customer <customer@example.com>\r\nTo: assistant@multimail.test\r\n"
                        + "Message-ID: <smtp-1@example.com>\r\nSubject: A question by SMTP\r\n\r\n..Hello\r\n.",
                "QUIT");
        assertThat(answers).containsExactly("220", "250", "250", "550", "250", "354", "250", "221");

        assertThat(subjects()).contains("A question by SMTP");
    }

    @Test
    void mailArrivesByHandTheSameWay() throws IOException, InterruptedException {
        String mail = "From: customer@example.com\r\nSubject: A question by hand\r\n\r\nHello\r\n";
        HttpResponse<String> taken = visitor.call(
                "POST",
                "/_local/inbound",
                mail,
                "X-Mail-From",
                "customer@example.com",
                "X-Rcpt-To",
                "assistant@multimail.test");
        HttpResponse<String> unknown = visitor.call(
                "POST",
                "/_local/inbound",
                mail,
                "X-Mail-From",
                "customer@example.com",
                "X-Rcpt-To",
                "nobody@multimail.test");

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(subjects()).contains("A question by hand");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Json.tree(unknown.body()).at("code").text()).isEqualTo("not_found");
    }

    @Test
    void theClockIsAdvancedOverHttp() throws IOException, InterruptedException {
        String before = Json.tree(visitor.call("GET", "/_local/state", "").body())
                .at("now")
                .text();
        HttpResponse<String> advanced = visitor.call(
                "POST", "/_local/clock", "{\"advance_seconds\": 3600}", "Content-Type", "application/json");

        String now = Json.tree(advanced.body()).at("now").text();
        assertThat(Duration.between(Instant.parse(before), Instant.parse(now)))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusMinutes(1));
        assertThat(visitor.call("POST", "/_local/clock", "{\"advance_seconds\": -1}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoRouteIsAnsweredInTheFormOfEveryError() throws IOException, InterruptedException {
        HttpResponse<String> nowhere = visitor.call("GET", "/v1/nothing", "");
        HttpResponse<String> wrongMethod = visitor.call("DELETE", "/v1/mailboxes", "");
        HttpResponse<String> nobody = visitor.call("GET", "/v1/mailboxes", "");

        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(Json.tree(nowhere.body()).at("code").text()).isEqualTo("not_found");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("allow")).hasValue("GET, HEAD, POST");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(Json.tree(nobody.body()).at("request_id").text()).startsWith("req_");
    }

    @Test
    void aKeyMayComeInItsOwnHeader() throws IOException, InterruptedException {
        HttpResponse<String> response = visitor.call(
                "GET", "/v1/mailboxes", "", "X-API-Key", running.keyring().ownerKey());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Json.tree(response.body()).at("mailboxes").list()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aRequestThatIsTooLargeIsRefusedAndTheConnectionLives() throws IOException, InterruptedException {
        HttpResponse<String> response =
                visitor.as(Visitor.reporter(running).token(), "POST", "/v1/mailboxes/me/send", "x".repeat(7_000_000));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Json.tree(response.body()).at("code").text()).isEqualTo("request_too_large");
    }

    @Test
    void otherSitesReachNothingThatNeedsNoToken() throws IOException, InterruptedException {
        assertThat(visitor.call("GET", "/_local/state", "", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.call("GET", "/_local/outbox", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.call("GET", "/_local/outbox", "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
        assertThat(answerToHost("evil.example")).contains(" 403 ");
        assertThat(answerToHost("localhost")).contains(" 200 ");
    }

    @Test
    void revokedTokensStopAtOnce() throws IOException, InterruptedException {
        String owner = running.keyring().ownerKey();
        Tree made = Json.tree(visitor.as(owner, "POST", "/v1/api-keys", "{\"name\": \"short-lived\"}")
                .body());
        String key = made.at("api_key").text();
        assertThat(visitor.as(key, "GET", "/v1/mailboxes", "").statusCode()).isEqualTo(200);

        visitor.as(owner, "DELETE", "/v1/api-keys/" + made.at("id").text(), "");
        assertThat(visitor.as(key, "GET", "/v1/mailboxes", "").statusCode()).isEqualTo(401);
    }

    private static void advance(Duration step) {
        running.advance(step);
        assertThat(running.settle()).isTrue();
    }

    private static OutboxMail noticeAbout(String subject, boolean kept) {
        return running.outbox().since(kept, "").stream()
                .filter(mail -> mail.kind() == Outgoing.Kind.NOTICE)
                .filter(mail -> new String(mail.raw().toByteArray(), StandardCharsets.UTF_8).contains(subject))
                .findFirst()
                .orElseThrow();
    }

    private static List<OutboxMail> copiesOf(String id) {
        return running.outbox().since(false, "").stream()
                .filter(mail -> mail.tag().equals(id))
                .toList();
    }

    private static List<String> subjects() throws IOException, InterruptedException {
        String inbox = visitor.as(Visitor.assistant(running).token(), "GET", "/v1/mailboxes/me/emails", "")
                .body();
        return Json.tree(inbox).at("emails").list().stream()
                .map(mail -> mail.at("subject").text())
                .toList();
    }

    private static List<String> dialog(String... lines) throws IOException {
        List<String> answers = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.smtpPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            answers.add(answer(in));
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answers.add(answer(in));
            }
        }
        return answers;
    }

    // The code of an answer, whose last line has a space behind it (RFC 5321 §4.2.1).
    private static String answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line == null ? "" : line.substring(0, 3);
    }

    // Java's own client sets Host by itself.
    private static String answerToHost(String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), running.url().getPort())) {
            String request = "GET /_local/state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
