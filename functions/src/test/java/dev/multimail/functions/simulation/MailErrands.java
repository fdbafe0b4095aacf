package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.TestMailbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What agents and people do with mail. */
final class MailErrands {
    private static final String LARGE = "Long. ".repeat(4_000);

    private MailErrands() {}

    static Stream<Errand> all() {
        return Stream.of(sending(), deciding(), reading(), actions(), upgrades())
                .flatMap(List::stream);
    }

    private static List<Errand> sending() {
        return List.of(
                sends("gated_send", "Hello.", true),
                sends("autonomous", LARGE, true),
                sends("monitored", "Hello.", false),
                sends("gated_all", "Hello.", true),
                new Errand("reply_email", "once", stage -> {
                    String id = stage.arrived(stage.gated());
                    Map<String, Object> body = Map.of("body", "Yes", "idempotency_key", "r");
                    return () -> Stage.status(stage.agent(stage.gated(), "POST", "/v1/emails/" + id + "/reply", body));
                }),
                edits("Short."),
                edits(LARGE),
                new Errand("cancel_message", "pending", stage -> {
                    String id = stage.pending();
                    return () ->
                            Stage.status(stage.agent(stage.gated(), "POST", "/v1/emails/" + id + "/cancel", Map.of()));
                }),
                new Errand("cancel_message", "queued", stage -> {
                    String id = stage.queued();
                    return () ->
                            Stage.status(stage.agent(stage.free(), "POST", "/v1/emails/" + id + "/cancel", Map.of()));
                }),
                new Errand("cancel_message", "too late", stage -> {
                    String id = stage.pending();
                    stage.world().clock().advance(Duration.ofHours(80));
                    return () ->
                            Stage.status(stage.agent(stage.gated(), "POST", "/v1/emails/" + id + "/cancel", Map.of()));
                }));
    }

    private static Errand sends(String mode, String text, boolean once) {
        return new Errand("send_email", mode + (once ? ", once" : ""), stage -> {
            TestMailbox mailbox = stage.mailbox(mode);
            Map<String, Object> body = new HashMap<>(
                    Map.of("to", List.of("ann@example.org", "bo@example.org"), "subject", "S", "markdown", text));
            if (once) {
                body.put("idempotency_key", "k");
            }
            return () -> Stage.status(stage.agent(mailbox, "POST", "/v1/mailboxes/me/send", body));
        });
    }

    private static Errand edits(String text) {
        return new Errand("edit_scheduled_email", text.length() + " characters", stage -> {
            String id = stage.scheduled(stage.gated());
            Map<String, Object> body = Map.of("subject", "Edited", "markdown", text);
            return () -> Stage.status(stage.agent(stage.gated(), "PATCH", "/v1/emails/" + id + "/schedule", body));
        });
    }

    private static List<Errand> deciding() {
        return List.of(
                decides("approve", Stage::pending),
                decides("reject", Stage::pending),
                decides("approve", stage -> stage.scheduled(stage.gated())),
                decides("approve", stage -> held(stage, "POST", "/v1/contacts", Map.of("email", "ann@example.org"))),
                decides("approve", stage -> {
                    String id = stage.pending();
                    stage.world().clock().advance(Duration.ofHours(80));
                    return id;
                }),
                decides("approve", stage -> {
                    stage.arrived(stage.mailbox("gated_all"));
                    return stage.owner("GET", "/v1/oversight/pending", Map.of())
                            .json()
                            .at("emails")
                            .first()
                            .at("id")
                            .text();
                }),
                links("approve"),
                links("reject"),
                new Errand("decide_by_link", "asks for a link", stage -> {
                    String id = stage.pending();
                    stage.world().clock().advance(Duration.ofMinutes(5));
                    return () -> Stage.status(stage.world().call("", "POST", "/v1/approve/" + id, ""));
                }),
                new Errand("show_approval", "page", stage -> {
                    stage.pending();
                    String link = stage.gated().newestLink();
                    return () -> Stage.status(stage.world().get("", link));
                }));
    }

    private static Errand decides(String action, Function<Stage, String> made) {
        return new Errand("decide_email", action, stage -> {
            String id = made.apply(stage);
            return () -> Stage.status(stage.owner("POST", "/v1/emails/" + id + "/decide", Map.of("action", action)));
        });
    }

    private static Errand links(String action) {
        return new Errand("decide_by_link", action, stage -> {
            stage.pending();
            String link = stage.gated().newestLink();
            String nonce = stage.gated().open(link);
            return () -> Stage.status(stage.gated().post(link, nonce, action, ""));
        });
    }

    private static String held(Stage stage, String verb, String target, Map<String, Object> body) {
        return stage.agent(stage.mailbox("gated_all"), verb, target, body).text("id");
    }

    private static List<Errand> reading() {
        return List.of(
                reads("check_inbox", "/v1/mailboxes/me/emails"),
                reads("read_email", "/v1/emails/%s"),
                reads("download_attachment", "/v1/emails/%s/attachments/a.txt"),
                reads("get_attachment_url", "/v1/emails/%s/attachments/a.txt/url"),
                reads("get_tags", "/v1/emails/%s/tags"),
                reads("list_spam", "/v1/emails"),
                reads("list_contacts", "/v1/contacts"),
                reads("list_threads", "/v1/mailboxes/me/threads"),
                reads("get_mailbox", "/v1/mailboxes/me"),
                reads("list_mailboxes", "/v1/mailboxes"),
                reads("who_am_i", "/v1/whoami"),
                reads("list_allowlist", "/v1/mailboxes/me/allowlist"),
                reads("wait_for_email", "/v1/mailboxes/me/wait?timeout_seconds=1"),
                reads("get_account", "/v1/account"),
                reads("get_usage", "/v1/usage"),
                reads("list_pending", "/v1/oversight/pending"),
                new Errand("wait_for_decision", "pending", stage -> {
                    String id = stage.pending();
                    return () -> Stage.status(stage.agent(
                            stage.gated(), "GET", "/v1/emails/" + id + "/wait?timeout_seconds=1", Map.of()));
                }),
                new Errand("get_thread", "of a message", stage -> {
                    String thread = stage.gated().send("S").text("thread_id");
                    return () -> Stage.status(
                            stage.agent(stage.gated(), "GET", "/v1/mailboxes/me/threads/" + thread, Map.of()));
                }),
                new Errand("get_file", "by its link", stage -> {
                    String id = stage.arrived(stage.gated());
                    String url = stage.agent(
                                    stage.gated(), "GET", "/v1/emails/" + id + "/attachments/a.txt/url", Map.of())
                            .text("url");
                    return () ->
                            Stage.status(stage.world().get("", url.substring("https://mail.example.com".length())));
                }));
    }

    private static Errand reads(String function, String target) {
        return new Errand(function, "read", stage -> {
            String id = stage.arrived(stage.gated());
            return () -> Stage.status(stage.agent(stage.gated(), "GET", target.formatted(id), Map.of()));
        });
    }

    private static List<Errand> actions() {
        return Stream.of("gated_send", "gated_all")
                .flatMap(mode -> Stream.of(
                        acts(mode, "tag_email", "PUT", "/v1/emails/%s/tags", Map.of("tags", Map.of("a", "1"))),
                        acts(mode, "delete_tag", "DELETE", "/v1/emails/%s/tags/a", Map.of()),
                        acts(mode, "report_spam", "POST", "/v1/emails/%s/report-spam", Map.of()),
                        acts(mode, "not_spam", "POST", "/v1/emails/%s/not-spam", Map.of()),
                        acts(mode, "add_contact", "POST", "/v1/contacts", Map.of("email", "bo@example.org")),
                        new Errand("delete_contact", mode, stage -> {
                            TestMailbox mailbox = stage.mailbox("gated_send");
                            String contact = stage.agent(
                                            mailbox, "POST", "/v1/contacts", Map.of("email", "ann@example.org"))
                                    .text("id");
                            stage.owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("oversight_mode", mode));
                            return () ->
                                    Stage.status(stage.agent(mailbox, "DELETE", "/v1/contacts/" + contact, Map.of()));
                        })))
                .toList();
    }

    private static Errand acts(String mode, String function, String verb, String target, Map<String, Object> body) {
        return new Errand(function, mode, stage -> {
            TestMailbox mailbox = stage.gated();
            String id = stage.arrived(mailbox);
            stage.agent(mailbox, "PUT", "/v1/emails/" + id + "/tags", Map.of("tags", Map.of("a", "0")));
            stage.owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("oversight_mode", mode));
            return () -> Stage.status(stage.agent(mailbox, verb, target.formatted(id), body));
        });
    }

    private static List<Errand> upgrades() {
        Map<String, Object> wanted = Map.of("target_mode", "monitored");
        return List.of(
                new Errand("request_upgrade", "first", stage -> {
                    TestMailbox mailbox = stage.gated();
                    return () -> Stage.status(stage.agent(mailbox, "POST", "/v1/mailboxes/me/request-upgrade", wanted));
                }),
                new Errand("request_upgrade", "another", stage -> {
                    stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                    return () -> Stage.status(
                            stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted));
                }),
                new Errand("apply_upgrade", "by its code", stage -> {
                    stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                    stage.world().settle();
                    Map<String, Object> code = Map.of("code", stage.code());
                    return () -> Stage.status(stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/upgrade", code));
                }),
                new Errand("apply_upgrade", "by another code", stage -> {
                    stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                    stage.world().settle();
                    return () -> Stage.status(
                            stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/upgrade", Map.of("code", "AAA-AAA")));
                }));
    }
}
