package dev.multimail.infra;

import dev.multimail.effect.Delivery;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.pipeline.DeliveryEvents;
import dev.multimail.functions.pipeline.Receive;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestContext;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.policy.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * One pass through everything that every function does, its rare ways too, while what it asks of AWS is written down.
 */
final class Errands {
    private static final Duration PAST_EVERY_TIME = Duration.ofDays(4);
    private static final String LARGE = "Long. ".repeat(4_000);

    private final World world = new World();
    private final TestMailbox gated = world.mailbox("buyer@agents.example.com", "gated_send");
    private final TestMailbox free = world.mailbox("free@agents.example.com", "autonomous");
    private final TestMailbox strict = world.mailbox("strict@agents.example.com", "gated_all");
    private final TestMailbox watched = world.mailbox("watched@agents.example.com", "monitored");
    private int received;

    /** By function: a resource and an action each. */
    Map<String, SortedSet<String>> run() {
        String webhook = owner(
                        "POST", "/v1/webhooks", Map.of("url", "http://127.0.0.1:59999/hook", "events", List.of("*")))
                .text("id");
        refusals();
        administration();
        sending();
        reading();
        pages();
        heldActions();
        trouble();
        forgetting();
        owner("GET", "/v1/webhook-deliveries", "");
        owner("GET", "/v1/webhooks", "");
        owner("DELETE", "/v1/webhooks/" + webhook, "");
        owner("GET", "/v1/audit-log", "");
        owner("GET", "/v1/audit-log?mailbox=" + gated.id(), "");
        owner("GET", "/v1/audit-log/export", "");
        owner("GET", "/v1/audit-log/export?mailbox=" + gated.id(), "");
        world.pipeline().seal();
        owner("GET", "/v1/audit-log/export?form=sealed", "");
        new AccountErrand(world, gated, free, strict).run();
        new StrangerErrand(world, world.mailbox("stranger@agents.example.com", "autonomous")).run();
        new InstallErrand(world).run();
        owner("DELETE", "/v1/mailboxes/" + watched.id(), "");
        owner("DELETE", "/v1/account", "");
        return world.seen().byFunction();
    }

    // Whatever an operation refuses is written into the audit log.
    private void refusals() {
        for (ApiOperation<?> operation : Operations.all()) {
            if (operation.endpoint().operation() == Operation.DELETE_ACCOUNT) {
                continue;
            }
            String verb = operation.endpoint().verb().name();
            for (String path : operation.endpoint().paths()) {
                String target = path.replaceAll("\\{\\w+}", "nothing");
                named(operation, verb, path);
                for (String token : List.of(gated.token(), world.ownerKey())) {
                    world.call(token, verb, target, "{\"to\": 1}");
                    world.call(token, verb, target, "{}");
                }
            }
        }
        world.call("", "GET", "/health", "");
        world.call("", "GET", "/.well-known/jwks.json", "");
        world.call("", "GET", "/openapi.json", "");
        world.call("", "GET", "/v1/openapi.json", "");
    }

    // A key names the mailbox, which must be looked up before anything else is.
    private void named(ApiOperation<?> operation, String verb, String path) {
        if (operation.endpoint().operation() != Operation.DELETE_MAILBOX) {
            Answer sent = gated.send("Named by its owner");
            String target = path.replace("{mailbox}", gated.id())
                    .replace("{email}", sent.text("id"))
                    .replace("{thread}", sent.text("thread_id"))
                    .replaceAll("\\{\\w+}", "nothing");
            world.call(
                    world.ownerKey(),
                    verb,
                    path.contains("{mailbox}") ? target : target + "?mailbox=" + gated.id(),
                    "{}");
        }
    }

    private void forgetting() {
        for (boolean lost : List.of(false, true)) {
            String large =
                    free.send(free.token(), "Large", Map.of("markdown", LARGE)).text("id");
            String arrived = receive(free);
            world.settle();
            owner("DELETE", "/v1/emails/" + large, "");
            owner("DELETE", "/v1/emails/" + arrived, "");
            if (lost) {
                world.pipeline().forget();
                world.clock().advance(Duration.ofMinutes(2));
                world.pipeline().sweep();
            }
            world.settle();
        }
        owner("PATCH", "/v1/mailboxes/" + free.id(), Map.of("retention_days", 1));
        owner("PATCH", "/v1/mailboxes/" + free.id(), Map.of("retention_days", 0));
        owner("PATCH", "/v1/mailboxes/" + free.id(), Map.of("retention_days", 1));
        receive(free);
        world.clock().advance(Duration.ofDays(2));
        world.pipeline().sweep();
        world.settle();
        owner("GET", "/v1/export", "");
    }

    private void administration() {
        owner("GET", "/v1/mailboxes", "");
        owner("GET", "/v1/mailboxes/" + gated.id(), "");
        world.get(gated.token(), "/v1/mailboxes/me");
        world.get(gated.token(), "/v1/mailboxes");
        owner(
                "PATCH",
                "/v1/mailboxes/" + free.id(),
                Map.of("display_name", "Free", "approver_emails", List.of("b@example.com")));
        String token = owner("POST", "/v1/mailboxes/" + free.id() + "/tokens", Map.of("name", "second"))
                .text("id");
        owner("POST", "/v1/api-keys", Map.of("name", "deciders", "scopes", List.of("oversight")));
        owner("GET", "/v1/mailboxes/" + free.id() + "/tokens", "");
        owner("GET", "/v1/api-keys", "");
        owner("DELETE", "/v1/mailboxes/" + free.id() + "/tokens/" + token, "");
    }

    private void sending() {
        for (TestMailbox mailbox : List.of(gated, free, strict, watched)) {
            mailbox.send("Small");
            mailbox.send(mailbox.token(), "Large", Map.of("markdown", LARGE));
            mailbox.send(mailbox.testToken(), "Test", Map.of("markdown", LARGE));
            mailbox.send(mailbox.token(), "Once", Map.of("idempotency_key", "k"));
            mailbox.send(mailbox.token(), "Once", Map.of("idempotency_key", "k"));
            mailbox.send(
                    mailbox.token(),
                    "Later",
                    Map.of("send_at", world.clock().instant().plusSeconds(7_200).toString()));
            world.settle();
        }
        String first = gated.send("To be decided").text("id");
        owner("POST", "/v1/emails/" + first + "/decide", Map.of("action", "approve"));
        String second = gated.send("To be refused").text("id");
        owner("POST", "/v1/emails/" + second + "/decide", Map.of("action", "reject"));
        owner("POST", "/v1/emails/" + second + "/decide", Map.of("action", "approve"));
        String third = gated.send("To be cancelled").text("id");
        agent(gated, "POST", "/v1/emails/" + third + "/cancel", "");
        agent(gated, "POST", "/v1/emails/" + third + "/cancel", "");
        world.get(gated.token(), "/v1/oversight/pending");
        owner("GET", "/v1/oversight/pending", "");
        world.settle();
    }

    private void reading() {
        for (TestMailbox mailbox : List.of(gated, strict)) {
            String id = receive(mailbox);
            String thread = mailbox.read(id).text("thread_id");
            mailbox.read(id);
            world.get(mailbox.token(), "/v1/mailboxes/me/emails");
            world.get(mailbox.token(), "/v1/mailboxes/me/emails?status=unread");
            world.get(mailbox.token(), "/v1/mailboxes/me/emails?since_id=" + id);
            world.get(mailbox.token(), "/v1/mailboxes/me/threads/" + thread);
            world.get(mailbox.token(), "/v1/emails/" + id + "/attachments/a.txt");
            world.get(mailbox.token(), "/v1/emails/" + id + "/tags");
            agent(mailbox, "POST", "/v1/emails/" + id + "/reply", Map.of("body", "Yes"));
            agent(mailbox, "POST", "/v1/emails/" + id + "/reply", Map.of("body", LARGE, "idempotency_key", "r"));
            agent(mailbox, "POST", "/v1/emails/" + id + "/reply", Map.of("body", LARGE, "idempotency_key", "r"));
            String sent = mailbox.send(
                            mailbox.token(),
                            "Large",
                            Map.of(
                                    "attachments",
                                    List.of(Map.of(
                                            "name", "b.txt",
                                            "content_type", "text/plain",
                                            "content_base64",
                                                    Base64.getEncoder()
                                                            .encodeToString(LARGE.getBytes(StandardCharsets.UTF_8))))))
                    .text("id");
            mailbox.read(sent);
            world.get(mailbox.token(), "/v1/emails/" + sent + "/attachments/b.txt");
            world.settle();
        }
    }

    private void pages() {
        for (String action : List.of("approve", "reject")) {
            gated.send(gated.token(), "By link", Map.of("markdown", LARGE));
            world.settle();
            String link = gated.newestLink();
            gated.press(link, action, "");
            gated.press(link, action, "");
            world.settle();
        }
        arrive(strict);
        strict.press(strict.newestLink(), "approve", "");
        world.settle();
        String waiting = gated.send("Without a link").text("id");
        world.settle();
        world.clock().advance(Duration.ofMinutes(5));
        world.get("", "/v1/approve/" + waiting);
        world.call("", "POST", "/v1/approve/" + waiting, "");
        world.settle();
    }

    private void heldActions() {
        for (TestMailbox mailbox : List.of(gated, strict)) {
            String id = mailbox.send("Tagged").text("id");
            agent(mailbox, "PUT", "/v1/emails/" + id + "/tags", Map.of("tags", Map.of("a", "1", "b", "2")));
            owner(
                    "PUT",
                    "/v1/mailboxes/" + mailbox.id() + "/emails/" + id + "/tags",
                    Map.of("tags", Map.of("by", "owner")));
            decideAll(mailbox);
            agent(mailbox, "DELETE", "/v1/emails/" + id + "/tags/a", "");
            decideAll(mailbox);
            agent(mailbox, "POST", "/v1/contacts", Map.of("email", "ann@x.example"));
            decideAll(mailbox);
            String contact = world.get(mailbox.token(), "/v1/contacts")
                    .json()
                    .at("contacts")
                    .first()
                    .at("id")
                    .text();
            agent(mailbox, "DELETE", "/v1/contacts/" + contact, "");
            decideAll(mailbox);
        }
        // Each way to decide lets each held action take effect: an oversight key's, and an approver's link.
        for (Map.Entry<String, Object> action : Map.<String, Object>of("/v1/contacts", Map.of("email", "bo@x.example"))
                .entrySet()) {
            agent(strict, "POST", action.getKey(), action.getValue());
            world.settle();
            strict.press(strict.newestLink(), "approve", "");
        }
        String contact = world.get(strict.token(), "/v1/contacts")
                .json()
                .at("contacts")
                .first()
                .at("id")
                .text();
        agent(strict, "DELETE", "/v1/contacts/" + contact, "");
        world.settle();
        strict.press(strict.newestLink(), "approve", "");
        world.settle();
    }

    private void decideAll(TestMailbox mailbox) {
        world.settle();
        owner("GET", "/v1/mailboxes/" + mailbox.id() + "/pending", "")
                .json()
                .at("emails")
                .list()
                .forEach(held ->
                        owner("POST", "/v1/emails/" + held.at("id").text() + "/decide", Map.of("action", "approve")));
        world.settle();
    }

    private void trouble() {
        String overdue = gated.send("Nobody decides").text("id");
        String late = gated.send("Decided too late").text("id");
        world.settle();
        world.pipeline().forget();
        world.clock().advance(PAST_EVERY_TIME);
        world.pipeline().sweep();
        owner("POST", "/v1/emails/" + late + "/decide", Map.of("action", "approve"));
        world.settle();
        world.pipeline().sweep();
        world.settle();
        String waits = gated.send("Waits until its end").text("id");
        world.settle();
        world.clock().advance(PAST_EVERY_TIME);
        world.settle();
        String late2 = gated.send("Cancelled too late").text("id");
        world.clock().advance(PAST_EVERY_TIME);
        agent(gated, "POST", "/v1/emails/" + late2 + "/cancel", "");
        world.settle();
        world.get(gated.token(), "/v1/emails/" + overdue);
        world.get(gated.token(), "/v1/emails/" + waits);
        String bounced = free.send("Bounces").text("id");
        world.settle();
        for (String kind : List.of("Delivery", "Bounce", "Bounce", "Complaint")) {
            tell(kind, bounced);
        }
        lost();
        owner("PATCH", "/v1/mailboxes/" + free.id(), Map.of("oversight_mode", "gated_send"));
        free.send("Held by its new mode");
        world.settle();
    }

    // A process that forgets everything leaves work in every state to the sweep.
    private void lost() {
        world.outbox().answerWith(mail -> new Delivery.Unknown("no answer"));
        free.send("Doubt");
        world.settle();
        free.send("Queued");
        gated.send("Pending");
        arrive(strict);
        world.pipeline().forget();
        for (int hours = 1; hours < 100; hours += 3) {
            world.clock().advance(Duration.ofHours(3));
            world.pipeline().forget();
            world.pipeline().sweep();
        }
        world.settle();
    }

    private void tell(String kind, String id) {
        Map<String, Object> about = Map.of(
                "bounceType", "Permanent",
                "bouncedRecipients", List.of(Map.of("emailAddress", kind + received++ + "@example.org")),
                "complainedRecipients", List.of(Map.of("emailAddress", "c@example.org")));
        Map<String, Object> event = Map.of(
                "detail",
                Map.of(
                        "eventType",
                        kind,
                        "mail",
                        Map.of("messageId", "ses", "tags", Map.of("mm_id", List.of(id), "mm_attempt", List.of("1"))),
                        kind.toLowerCase(java.util.Locale.ROOT),
                        about));
        world.seen()
                .as(
                        "delivery_events",
                        () -> new DeliveryEvents(world.services()).handleRequest(event, new TestContext()));
        world.settle();
    }

    private void arrive(TestMailbox mailbox) {
        String ses = "ses-" + received++;
        String mail = SesEvents.mailWithFile(
                mailbox.address(), ses + "@example.org", "References: <before-" + ses + "@example.org>");
        Map<String, Object> event = SesEvents.received(world, ses, mail, mailbox.address());
        world.seen().as("receive", () -> new Receive(world.services()).handleRequest(event, new TestContext()));
        world.settle();
    }

    private String receive(TestMailbox mailbox) {
        arrive(mailbox);
        decideAll(mailbox);
        return world.get(world.ownerKey(), "/v1/mailboxes/" + mailbox.id() + "/emails?direction=inbound&limit=1")
                .json()
                .at("emails")
                .first()
                .at("id")
                .text();
    }

    private Answer owner(String verb, String target, Object body) {
        return world.call(world.ownerKey(), verb, target, body instanceof String text ? text : Json.write(body));
    }

    private Answer agent(TestMailbox mailbox, String verb, String target, Object body) {
        return world.call(mailbox.token(), verb, target, body instanceof String text ? text : Json.write(body));
    }
}
