package dev.multimail.functions.simulation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What owners do with their account, and what they look up. */
final class OwnerErrands {
    private static final String HOOK = "http://127.0.0.1:59999/in";

    private OwnerErrands() {}

    static Stream<Errand> all() {
        return Stream.of(mailboxes(), credentials(), webhooks(), domains(), account(), lookups())
                .flatMap(List::stream);
    }

    private static Errand does(String function, String verb, Function<Stage, String> target, Map<String, Object> body) {
        return new Errand(function, verb, stage -> {
            String path = target.apply(stage);
            return () -> Stage.status(stage.owner(verb, path, body));
        });
    }

    private static List<Errand> mailboxes() {
        Map<String, Object> address =
                Map.of("address", "new@agents.example.com", "approver_emails", List.of("a@x.example"));
        return List.of(
                does("create_mailbox", "POST", stage -> "/v1/mailboxes", address),
                does("configure_mailbox", "PATCH", OwnerErrands::gated, Map.of("oversight_mode", "autonomous")),
                new Errand("configure_mailbox", "tightens what is queued", stage -> {
                    stage.queued();
                    Map<String, Object> body = Map.of("oversight_mode", "gated_send");
                    return () -> Stage.status(
                            stage.owner("PATCH", "/v1/mailboxes/" + stage.free().id(), body));
                }),
                does("delete_mailbox", "DELETE", OwnerErrands::gated, Map.of()),
                does(
                        "add_allowlist_entry",
                        "POST",
                        stage -> gated(stage) + "/allowlist",
                        Map.of("pattern", "*@partner.example")),
                does(
                        "remove_allowlist_entry",
                        "DELETE",
                        stage -> {
                            String path = gated(stage) + "/allowlist";
                            return path + "/"
                                    + stage.owner("POST", path, Map.of("pattern", "*@p.example"))
                                            .text("id");
                        },
                        Map.of()),
                does(
                        "simulate_inbound",
                        "POST",
                        stage -> gated(stage) + "/simulate-inbound",
                        Map.of("from", "ann@example.org", "subject", "S", "text", "T")),
                new Errand("report_issue", "agent", stage -> {
                    stage.gated();
                    Map<String, Object> body = Map.of("message", "Something is wrong.");
                    return () -> Stage.status(stage.agent(stage.gated(), "POST", "/v1/feedback", body));
                }));
    }

    private static String gated(Stage stage) {
        return "/v1/mailboxes/" + stage.gated().id();
    }

    private static List<Errand> credentials() {
        Map<String, Object> key = Map.of("name", "key", "scopes", List.of("oversight"));
        return List.of(
                does("create_token", "POST", stage -> "/v1/api-keys", key),
                does("create_token", "POST", stage -> gated(stage) + "/tokens", Map.of("name", "second")),
                does("list_tokens", "GET", stage -> gated(stage) + "/tokens", Map.of()),
                does("update_token", "PATCH", OwnerErrands::key, Map.of("name", "other")),
                does("revoke_token", "DELETE", OwnerErrands::key, Map.of()));
    }

    private static String key(Stage stage) {
        return "/v1/api-keys/"
                + stage.owner("POST", "/v1/api-keys", Map.of("name", "key")).text("id");
    }

    private static List<Errand> webhooks() {
        return List.of(
                does("create_webhook", "POST", stage -> "/v1/webhooks", Map.of("url", HOOK)),
                does("list_webhooks", "GET", stage -> "/v1/webhooks", Map.of()),
                does("get_webhook", "GET", OwnerErrands::webhook, Map.of()),
                does("update_webhook", "PATCH", OwnerErrands::webhook, Map.of("events", List.of("email.sent"))),
                does("rotate_webhook_secret", "POST", stage -> webhook(stage) + "/rotate-secret", Map.of()),
                does("test_webhook", "POST", stage -> webhook(stage) + "/test", Map.of()),
                does("delete_webhook", "DELETE", OwnerErrands::webhook, Map.of()),
                does("list_deliveries", "GET", stage -> "/v1/webhook-deliveries", Map.of()),
                does(
                        "redeliver_webhook",
                        "POST",
                        stage -> "/v1/webhook-deliveries/"
                                + stage.owner("POST", webhook(stage) + "/test", Map.of())
                                        .text("id") + "/redeliver",
                        Map.of()));
    }

    static String webhook(Stage stage) {
        return "/v1/webhooks/"
                + stage.owner("POST", "/v1/webhooks", Map.of("url", HOOK)).text("id");
    }

    private static List<Errand> domains() {
        Map<String, Object> name = Map.of("domain", "mail.customer.example");
        Function<Stage, String> domain = stage -> {
            stage.owner("POST", "/v1/domains", name);
            stage.world().domains().publish("mail.customer.example");
            return "/v1/domains/mail.customer.example";
        };
        return List.of(
                does("create_domain", "POST", stage -> "/v1/domains", name),
                does("list_domains", "GET", stage -> "/v1/domains", Map.of()),
                does("get_domain", "GET", domain, Map.of()),
                does("verify_domain", "POST", stage -> domain.apply(stage) + "/verify", Map.of()),
                does("delete_domain", "DELETE", domain, Map.of()));
    }

    private static List<Errand> account() {
        return List.of(
                does("update_account", "PATCH", stage -> "/v1/account", Map.of("name", "Other Ltd")),
                does("update_account", "PATCH", stage -> "/v1/account", Map.of("operator_approval", true)),
                new Errand("delete_account", "by its code", stage -> {
                    stage.owner("PATCH", "/v1/account", Map.of("operator_approval", true));
                    stage.owner("DELETE", "/v1/account", Map.of());
                    stage.world().settle();
                    Map<String, Object> code = Map.of("approval_code", stage.code());
                    return () -> Stage.status(stage.owner("DELETE", "/v1/account", code));
                }),
                does("delete_account", "DELETE", stage -> "/v1/account", Map.of()),
                does("export_account", "GET", stage -> "/v1/export", Map.of()),
                does("delete_email", "DELETE", stage -> "/v1/emails/" + stage.arrived(stage.gated()), Map.of()),
                does(
                        "configure_mailbox",
                        "PATCH",
                        stage -> "/v1/mailboxes/" + stage.gated().id(),
                        Map.of("retention_days", 30)),
                does("billing", "POST", stage -> "/v1/billing/checkout", Map.of()));
    }

    private static List<Errand> lookups() {
        return List.of(
                does("list_suppression", "GET", stage -> "/v1/suppression", Map.of()),
                does("remove_suppression", "DELETE", stage -> "/v1/suppression/" + suppressed(stage), Map.of()),
                does("read_audit_log", "GET", stage -> "/v1/audit-log", Map.of()),
                does("export_audit_log", "GET", stage -> "/v1/audit-log/export", Map.of()));
    }

    private static String suppressed(Stage stage) {
        PipelineErrands.bounce(stage, stage.sent());
        return "vendor@example.org";
    }
}
