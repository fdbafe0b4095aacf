package dev.multimail.infra;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mail.MimeParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an owner and its agents do beside sending and reading: schedules, spam, waiting, upgrades, webhooks, lists. */
final class AccountErrand {
    private static final String LARGE = "Long. ".repeat(4_000);
    private static final Pattern CODE = Pattern.compile("\\b([A-Z2-9]{3}-[A-Z2-9]{3})\\b");

    private final World world;
    private final TestMailbox gated;
    private final TestMailbox free;
    private final TestMailbox strict;

    AccountErrand(World world, TestMailbox gated, TestMailbox free, TestMailbox strict) {
        this.world = world;
        this.gated = gated;
        this.free = free;
        this.strict = strict;
    }

    void run() {
        account();
        webhooks();
        allowlist();
        schedules();
        received();
        upgrades();
        world.settle();
    }

    private void account() {
        owner("GET", "/v1/account", "");
        owner("PATCH", "/v1/account", Map.of("name", "Example Ltd", "oversight_email", "boss@example.com"));
        owner("GET", "/v1/usage", "");
        agent(gated, "GET", "/v1/usage", "");
        String address = owner("GET", "/v1/suppression", "")
                .json()
                .at("suppressions")
                .first()
                .at("email_address")
                .text();
        owner("DELETE", "/v1/suppression/" + address, "");
        String key = owner("POST", "/v1/api-keys", Map.of("name", "reader")).text("id");
        owner("PATCH", "/v1/api-keys/" + key, Map.of("name", "other"));
    }

    private void webhooks() {
        String hook = owner("POST", "/v1/webhooks", Map.of("url", "http://127.0.0.1:59999/in"))
                .text("id");
        owner("GET", "/v1/webhooks/" + hook, "");
        owner("PATCH", "/v1/webhooks/" + hook, Map.of("events", List.of("email.sent")));
        owner("POST", "/v1/webhooks/" + hook + "/rotate-secret", "");
        String delivery = owner("POST", "/v1/webhooks/" + hook + "/test", "").text("id");
        world.settle();
        owner("POST", "/v1/webhook-deliveries/" + delivery + "/redeliver", "");
        world.settle();
    }

    private void allowlist() {
        String path = "/v1/mailboxes/" + gated.id() + "/allowlist";
        String entry =
                owner("POST", path, Map.of("pattern", "*@partner.example")).text("id");
        owner("GET", path, "");
        owner("DELETE", path + "/" + entry, "");
        agent(gated, "GET", "/v1/mailboxes/me/allowlist", "");
    }

    private void schedules() {
        String later = world.clock().instant().plusSeconds(7_200).toString();
        for (String body : List.of("Short.", LARGE)) {
            String id = gated.send(gated.token(), "Later", Map.of("send_at", later, "markdown", body))
                    .text("id");
            agent(gated, "PATCH", "/v1/emails/" + id + "/schedule", Map.of("subject", "Edited"));
            agent(gated, "GET", "/v1/emails/" + id + "/wait?timeout_seconds=1", "");
            agent(gated, "PATCH", "/v1/emails/" + id + "/schedule", Map.of("markdown", body));
        }
    }

    private void received() {
        agent(free, "GET", "/v1/mailboxes/me/wait?timeout_seconds=1", "");
        agent(gated, "GET", "/v1/mailboxes/me/threads", "");
        String cursor =
                agent(gated, "GET", "/v1/mailboxes/me/threads?limit=1", "").text("cursor");
        agent(gated, "GET", "/v1/mailboxes/me/threads?limit=1&cursor=" + cursor, "");
        owner("GET", "/v1/mailboxes/" + gated.id() + "/threads", "");
        owner("GET", "/v1/emails", "");
        agent(gated, "GET", "/v1/emails", "");
        for (TestMailbox mailbox : List.of(gated, strict)) {
            String id = agent(mailbox, "GET", "/v1/mailboxes/me/emails?direction=inbound&limit=1", "")
                    .json()
                    .at("emails")
                    .first()
                    .at("id")
                    .text();
            String url = agent(mailbox, "GET", "/v1/emails/" + id + "/attachments/a.txt/url", "")
                    .text("url");
            world.get("", url.substring("https://mail.example.com".length()));
            agent(mailbox, "POST", "/v1/emails/" + id + "/report-spam", "");
            agent(mailbox, "POST", "/v1/emails/" + id + "/not-spam", "");
        }
        file(LARGE);
    }

    private void file(String content) {
        String encoded = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        String id = gated.send(
                        gated.token(),
                        "File",
                        Map.of("attachments", List.of(Map.of("name", "b.txt", "content_base64", encoded))))
                .text("id");
        String url = agent(gated, "GET", "/v1/emails/" + id + "/attachments/b.txt/url", "")
                .text("url");
        world.get("", url.substring("https://mail.example.com".length()));
    }

    private void upgrades() {
        Map<String, String> wanted = Map.of("target_mode", "monitored");
        agent(gated, "POST", "/v1/mailboxes/me/request-upgrade", wanted);
        world.settle();
        agent(gated, "POST", "/v1/mailboxes/me/request-upgrade", wanted);
        world.settle();
        agent(gated, "POST", "/v1/mailboxes/me/upgrade", Map.of("code", "AAA-AAA"));
        Matcher code = CODE.matcher(
                MimeParser.parse(world.outbox().notices().getLast().raw()).text());
        if (code.find()) {
            agent(gated, "POST", "/v1/mailboxes/me/upgrade", Map.of("code", code.group(1)));
        }
    }

    private Answer owner(String verb, String target, Object body) {
        return world.call(world.ownerKey(), verb, target, body instanceof String text ? text : Json.write(body));
    }

    private Answer agent(TestMailbox mailbox, String verb, String target, Object body) {
        return world.call(mailbox.token(), verb, target, body instanceof String text ? text : Json.write(body));
    }
}
