package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.TestMailbox;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may happen to what owners have at the same time. */
final class OwnerMeetings {
    private static final String WEBHOOKS = "/v1/webhooks";

    private OwnerMeetings() {}

    static Stream<Meeting> all() {
        return Stream.of(mailboxes(), sending(), codes(), webhooks(), tokens(), accounts(), signingUp())
                .flatMap(List::stream);
    }

    private static Meeting meet(
            String name,
            BiFunction<Stage, Turns, List<Supplier<String>>> made,
            Function<Stage, String> look,
            String... ends) {
        return new Meeting(name, made, look, Set.of(ends));
    }

    private static List<Meeting> mailboxes() {
        return List.of(
                meet(
                        "two mailboxes of one address",
                        (stage, _) -> twice(Acts.owner(
                                stage,
                                "POST",
                                "/v1/mailboxes",
                                Map.of(
                                        "address",
                                        "new@agents.example.com",
                                        "approver_emails",
                                        List.of("a@x.example")))),
                        stage -> count(stage, "/v1/mailboxes", "mailboxes"),
                        "201 gated_send, 409 address_in_use -> mailboxes 1",
                        "409 address_in_use, 201 gated_send -> mailboxes 1"),
                meet(
                        "two changes of one mailbox",
                        (stage, _) -> List.of(
                                Acts.configure(stage, stage.gated(), Map.of("oversight_mode", "gated_all")),
                                Acts.configure(
                                        stage, stage.gated(), Map.of("approver_emails", List.of("b@x.example")))),
                        OwnerMeetings::gated,
                        "200, 200 -> gated_all b@x.example",
                        "200, 503 -> gated_all approver@example.com",
                        "503, 200 -> gated_send b@x.example"),
                meet(
                        "one pattern twice",
                        (stage, _) -> twice(allow(stage, "*@p.example")),
                        OwnerMeetings::allowed,
                        "201, 409 already_exists -> entries 1",
                        "201, 503 try_again -> entries 1",
                        "409 already_exists, 201 -> entries 1",
                        "503 try_again, 201 -> entries 1"),
                meet(
                        "two patterns",
                        (stage, _) -> List.of(allow(stage, "*@p.example"), allow(stage, "*@q.example")),
                        OwnerMeetings::allowed,
                        "201, 201 -> entries 2",
                        "201, 503 try_again -> entries 1",
                        "503 try_again, 201 -> entries 1"));
    }

    private static List<Meeting> sending() {
        return List.of(
                meet(
                        "two messages where one is allowed in an hour",
                        (stage, _) -> {
                            TestMailbox mailbox = stage.gated();
                            stage.owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("sends_per_hour", 1));
                            return twice(Acts.agent(
                                    stage,
                                    mailbox,
                                    "POST",
                                    "/v1/mailboxes/me/send",
                                    Map.of("to", List.of("ann@example.org"), "subject", "S", "markdown", "T")));
                        },
                        _ -> "",
                        "202 pending, 429 limit_reached -> expired",
                        "429 limit_reached, 202 pending -> expired"),
                meet(
                        "send from a mailbox that closes",
                        (stage, _) -> List.of(
                                Acts.agent(
                                        stage,
                                        stage.free(),
                                        "POST",
                                        "/v1/mailboxes/me/send",
                                        Map.of("to", List.of("ann@example.org"), "subject", "S", "markdown", "T")),
                                Acts.close(stage, stage.free())),
                        _ -> "",
                        "202 queued, 200 deleted -> failed",
                        "401, 200 deleted ->",
                        "403 mailbox_inactive, 200 deleted ->"));
    }

    private static List<Supplier<String>> twice(Supplier<String> act) {
        return List.of(act, act);
    }

    private static String count(Stage stage, String target, String name) {
        var list = stage.owner("GET", target, Map.of());
        return list.status() == 200 ? name + " " + list.json().at(name).list().size() : Acts.said(list);
    }

    private static String gated(Stage stage) {
        var mailbox = stage.owner("GET", "/v1/mailboxes/" + stage.gated().id(), Map.of());
        return mailbox.text("oversight_mode") + " "
                + mailbox.json().at("approver_emails").first().text();
    }

    private static Supplier<String> allow(Stage stage, String pattern) {
        return Acts.owner(
                stage, "POST", "/v1/mailboxes/" + stage.gated().id() + "/allowlist", Map.of("pattern", pattern));
    }

    private static String allowed(Stage stage) {
        return count(stage, "/v1/mailboxes/" + stage.gated().id() + "/allowlist", "entries");
    }

    private static List<Meeting> codes() {
        Map<String, Object> wanted = Map.of("target_mode", "monitored");
        return List.of(
                meet(
                        "two requests for an upgrade",
                        (stage, _) -> twice(
                                Acts.agent(stage, stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted)),
                        OwnerMeetings::gated,
                        "200 upgrade_requested, 200 upgrade_requested -> gated_send approver@example.com"),
                meet(
                        "one code twice",
                        (stage, _) -> {
                            stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                            stage.world().settle();
                            return twice(Acts.agent(
                                    stage,
                                    stage.gated(),
                                    "POST",
                                    "/v1/mailboxes/me/upgrade",
                                    Map.of("code", stage.code())));
                        },
                        OwnerMeetings::gated,
                        "200 upgraded, 403 code_invalid -> monitored approver@example.com",
                        "200 upgraded, 503 try_again -> monitored approver@example.com",
                        "403 code_invalid, 200 upgraded -> monitored approver@example.com",
                        "503 try_again, 200 upgraded -> monitored approver@example.com"),
                meet(
                        "a code while the owner tightens",
                        (stage, _) -> {
                            stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                            stage.world().settle();
                            return List.of(
                                    Acts.agent(
                                            stage,
                                            stage.gated(),
                                            "POST",
                                            "/v1/mailboxes/me/upgrade",
                                            Map.of("code", stage.code())),
                                    Acts.configure(stage, stage.gated(), Map.of("oversight_mode", "gated_all")));
                        },
                        OwnerMeetings::gated,
                        "200 upgraded, 200 -> gated_all approver@example.com",
                        "200 upgraded, 503 -> monitored approver@example.com",
                        "403 code_invalid, 200 -> gated_all approver@example.com",
                        "503 try_again, 200 -> gated_all approver@example.com"));
    }

    private static List<Meeting> webhooks() {
        return List.of(
                meet(
                        "change a webhook that is deleted",
                        (stage, _) -> {
                            String path = OwnerErrands.webhook(stage);
                            return List.of(
                                    Acts.owner(stage, "PATCH", path, Map.of("events", List.of("email.sent"))),
                                    Acts.owner(stage, "DELETE", path, Map.of()));
                        },
                        stage -> count(stage, WEBHOOKS, "webhooks"),
                        "200 updated, 200 deleted -> webhooks 0",
                        "404 not_found, 200 deleted -> webhooks 0",
                        "503 try_again, 200 deleted -> webhooks 0"),
                meet(
                        "two rotations of one secret",
                        (stage, _) -> {
                            String path = OwnerErrands.webhook(stage) + "/rotate-secret";
                            return twice(Acts.owner(stage, "POST", path, Map.of()));
                        },
                        stage -> count(stage, WEBHOOKS, "webhooks"),
                        "200 rotated, 200 rotated -> webhooks 1",
                        "200 rotated, 503 try_again -> webhooks 1",
                        "503 try_again, 200 rotated -> webhooks 1"));
    }

    private static List<Meeting> tokens() {
        return List.of(
                meet(
                        "change a key that is revoked",
                        (stage, _) -> {
                            var made = stage.owner("POST", "/v1/api-keys", Map.of("name", "key"));
                            stage.keep(made.text("token"));
                            String path = "/v1/api-keys/" + made.text("id");
                            return List.of(
                                    Acts.owner(stage, "PATCH", path, Map.of("name", "other")),
                                    Acts.owner(stage, "DELETE", path, Map.of()));
                        },
                        OwnerMeetings::keptTokenWorks,
                        "200 updated, 200 revoked -> it works no more",
                        "404 not_found, 200 revoked -> it works no more"),
                meet(
                        "a token for a mailbox that closes",
                        (stage, _) -> {
                            String path = "/v1/mailboxes/" + stage.gated().id() + "/tokens";
                            return List.of(
                                    keeping(stage, path, Map.of("name", "second")), Acts.close(stage, stage.gated()));
                        },
                        OwnerMeetings::keptTokenWorks,
                        "201, 200 deleted -> it works no more",
                        // Made for a mailbox that is deleted already: the policy says what it may still do there.
                        "201, 200 deleted -> it works",
                        "201, 503 try_again -> it works",
                        "503, 200 deleted -> it works no more"),
                meet(
                        "a key for an account that closes",
                        (stage, _) -> List.of(
                                keeping(stage, "/v1/api-keys", Map.of("name", "second")),
                                Acts.owner(stage, "DELETE", "/v1/account", Map.of())),
                        OwnerMeetings::keptTokenWorks,
                        "201, 200 deleted -> it works no more",
                        "201, 503 try_again -> it works",
                        "401, 200 deleted -> it works no more",
                        "503, 200 deleted -> it works no more"),
                meet(
                        "a mailbox for an account that closes",
                        (stage, _) -> List.of(
                                keeping(
                                        stage,
                                        "/v1/mailboxes",
                                        Map.of(
                                                "address",
                                                "new@agents.example.com",
                                                "approver_emails",
                                                List.of("a@x.example"))),
                                Acts.owner(stage, "DELETE", "/v1/account", Map.of())),
                        OwnerMeetings::keptTokenWorks,
                        "201, 200 deleted -> it works no more",
                        "201, 503 try_again -> it works",
                        "201, 503 try_again -> it works no more",
                        "401, 200 deleted -> it works no more",
                        "503, 200 deleted -> it works no more"));
    }

    // Makes something that comes with a token, and keeps the token.
    private static Supplier<String> keeping(Stage stage, String target, Map<String, Object> body) {
        return () -> {
            var made = stage.owner("POST", target, body);
            stage.keep(made.text("token"));
            return Integer.toString(made.status());
        };
    }

    private static String keptTokenWorks(Stage stage) {
        return stage.world().get(stage.kept(), "/v1/whoami").status() == 200 ? "it works" : "it works no more";
    }

    private static List<Meeting> accounts() {
        Map<String, Object> domain = Map.of("domain", "mail.customer.example");
        return List.of(
                meet(
                        "two changes of the account",
                        (stage, _) -> List.of(
                                Acts.owner(stage, "PATCH", "/v1/account", Map.of("name", "Other Ltd")),
                                Acts.owner(stage, "PATCH", "/v1/account", Map.of("operator_approval", true))),
                        stage -> {
                            var account = stage.owner("GET", "/v1/account", Map.of());
                            return account.text("name") + " " + account.text("operator_approval");
                        },
                        "200 updated, 200 updated -> Other Ltd true",
                        "200 updated, 503 try_again -> Other Ltd false",
                        "503 try_again, 200 updated -> Example Ltd true"),
                meet(
                        "one domain twice",
                        (stage, _) -> twice(Acts.owner(stage, "POST", "/v1/domains", domain)),
                        stage -> count(stage, "/v1/domains", "domains"),
                        "201 pending, 409 address_in_use -> domains 1",
                        "201 pending, 409 already_exists -> domains 1",
                        "409 address_in_use, 201 pending -> domains 1",
                        "409 already_exists, 201 pending -> domains 1"),
                meet(
                        "verify a domain that is deleted",
                        (stage, _) -> {
                            stage.owner("POST", "/v1/domains", domain);
                            stage.world().domains().publish("mail.customer.example");
                            return List.of(
                                    Acts.owner(stage, "POST", "/v1/domains/mail.customer.example/verify", Map.of()),
                                    Acts.owner(stage, "DELETE", "/v1/domains/mail.customer.example", Map.of()));
                        },
                        stage -> count(stage, "/v1/domains", "domains"),
                        "200 active, 200 deleted -> domains 0",
                        "404 not_found, 200 deleted -> domains 0",
                        "503 try_again, 200 deleted -> domains 0"));
    }

    private static List<Meeting> signingUp() {
        return List.of(
                meet(
                        "one proof of work twice",
                        (stage, _) -> {
                            Map<String, Object> request = StrangerErrands.request(stage);
                            return twice(() -> Acts.said(stage.anybody("POST", "/v1/account", request)));
                        },
                        _ -> "",
                        "200 confirmation_sent, 400 proof_of_work_invalid ->",
                        "200 confirmation_sent, 503 try_again ->",
                        "400 proof_of_work_invalid, 200 confirmation_sent ->",
                        "503 try_again, 200 confirmation_sent ->"),
                meet(
                        "one activation twice",
                        (stage, _) -> {
                            Map<String, Object> code = StrangerErrands.code(stage);
                            return twice(() -> Acts.said(stage.anybody("POST", "/v1/confirm", code)));
                        },
                        _ -> "",
                        "200 active, 403 code_invalid ->",
                        "200 active, 503 try_again ->",
                        "403 code_invalid, 200 active ->",
                        "503 try_again, 200 active ->"),
                meet(
                        "one owner's link twice",
                        (stage, _) -> twice(StrangerErrands.ownerKey(stage)),
                        _ -> "",
                        "200, 403 ->",
                        "403, 200 ->"));
    }
}
