package dev.multimail.functions.simulation;

import dev.multimail.effect.Outgoing;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What may happen next in a history: a deed is drawn once and may be done again, as clients and AWS do. */
final class Deeds {
    private static final List<String> RECIPIENTS =
            List.of("vendor@example.org", "ann@example.org", "bo@friends.example", "cy@friends.example");
    private static final List<String> APPROVERS = List.of("approver@example.com", "second@example.com");
    private static final List<String> MODES =
            List.of("read_only", "gated_all", "gated_send", "gated_send", "monitored", "autonomous");
    private static final List<String> KINDS = List.of("Send", "Delivery", "Bounce", "Complaint", "Reject");

    private final World world;
    private final Cast cast;
    private final Random random;
    private final Replays replays;
    private final List<Map<String, Object>> received = new ArrayList<>();
    private int serial;

    /** Something that happens, and how it went: an HTTP status or a word. */
    record Deed(String name, Supplier<String> act) {}

    Deeds(World world, Cast cast, Random random) {
        this.world = world;
        this.cast = cast;
        this.random = random;
        this.replays = new Replays(world, cast);
    }

    /** Draws what happens next. */
    Deed next() {
        int chance = random.nextInt(100);
        if (chance < 18) {
            return send();
        }
        if (chance < 34) {
            return decide();
        }
        if (chance < 44) {
            return mail();
        }
        if (chance < 54) {
            return configure();
        }
        if (chance < 60) {
            return agent();
        }
        return chance < 90 ? pipeline() : time();
    }

    /** Draws what happens in the middle of another deed: mostly what may stand in its way. */
    Deed rival() {
        return switch (random.nextInt(6)) {
            case 0 -> decide();
            case 1 -> agent();
            case 2, 3 -> configure();
            default -> next();
        };
    }

    private Deed send() {
        TestMailbox mailbox = cast.mailbox();
        boolean live = random.nextInt(4) > 0;
        Map<String, Object> body = new HashMap<>();
        body.put("to", List.of(cast.any(RECIPIENTS)));
        body.put("subject", "Message " + serial++);
        body.put("markdown", random.nextInt(40) == 0 ? "Long. ".repeat(4_000) : "Hello.");
        if (random.nextInt(5) == 0) {
            Duration in = Duration.ofMinutes(30 + random.nextInt(300));
            body.put("send_at", world.clock().instant().plus(in).toString());
        }
        if (random.nextInt(8) == 0) {
            body.put("bcc", List.of(cast.any(RECIPIENTS)));
        }
        if (random.nextBoolean()) {
            return replays.again(random);
        }
        return replays.first(live ? mailbox.token() : mailbox.testToken(), body, random.nextInt(4) > 0);
    }

    private Deed decide() {
        String action = random.nextInt(4) > 0 ? "approve" : "reject";
        if (random.nextBoolean()) {
            return cast.link()
                    .map(link -> new Deed(
                            action + " by link", () -> status(cast.mailbox().press(link, action, ""))))
                    .orElseGet(this::pipeline);
        }
        return cast.message()
                .map(id -> new Deed(
                        action + " by key " + id,
                        () -> owner("POST", "/v1/emails/" + id + "/decide", Map.of("action", action))))
                .orElseGet(this::pipeline);
    }

    private Deed mail() {
        if (random.nextBoolean()) {
            return cast.copy().map(this::tidings).orElseGet(this::pipeline);
        }
        if (received.isEmpty() || random.nextInt(3) == 0) {
            String id = "ses-" + serial++;
            List<String> to = random.nextInt(4) == 0
                    ? cast.mailboxes().stream().map(TestMailbox::address).toList()
                    : List.of(cast.mailbox().address());
            received.add(SesEvents.received(
                    world, id, SesEvents.mail("Offer", id + "@example.org"), to.toArray(String[]::new)));
        }
        Map<String, Object> event = cast.any(received);
        return new Deed("mail comes in", () -> {
            SesEvents.take(world, event);
            return "taken";
        });
    }

    private Deed tidings(Outgoing copy) {
        String kind = cast.any(KINDS);
        String recipient = copy.rcptTo().getFirst().toString();
        Map<String, Object> event = switch (kind) {
            case "Bounce" -> SesEvents.bounce(copy.tag(), random.nextBoolean() ? "Permanent" : "Transient", recipient);
            case "Complaint" -> SesEvents.complaint(copy.tag(), recipient);
            default -> SesEvents.of(kind, copy.tag(), copy.attempt());
        };
        return new Deed(kind + " of " + copy.tag(), () -> {
            SesEvents.tell(world, event);
            return "told";
        });
    }

    private Deed configure() {
        TestMailbox mailbox = cast.mailbox();
        String path = "/v1/mailboxes/" + mailbox.id();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> {
                String mode = cast.any(MODES);
                yield new Deed("mode " + mode, () -> owner("PATCH", path, Map.of("oversight_mode", mode)));
            }
            case 7, 8, 9, 10, 11, 12 -> {
                List<String> approvers = random.nextInt(3) == 0 ? APPROVERS : List.of(cast.any(APPROVERS));
                yield new Deed(
                        "approvers " + approvers, () -> owner("PATCH", path, Map.of("approver_emails", approvers)));
            }
            case 13 -> new Deed("no more than three", () -> owner("PATCH", path, Map.of("sends_per_hour", 3)));
            case 14 -> new Deed("close " + mailbox.address(), () -> owner("DELETE", path, Map.of()));
            case 15 ->
                new Deed(
                        "allow friends",
                        () -> owner("POST", path + "/allowlist", Map.of("pattern", "*@friends.example")));
            default -> {
                String address = cast.any(RECIPIENTS);
                yield new Deed("trust " + address, () -> owner("DELETE", "/v1/suppression/" + address, Map.of()));
            }
        };
    }

    private Deed agent() {
        String id = cast.message().orElse("msg_nothing");
        TestMailbox mailbox = cast.of(id);
        String token = id.endsWith("_test") ? mailbox.testToken() : mailbox.token();
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Deed("cancel " + id, () -> call(token, "POST", "/v1/emails/" + id + "/cancel", Map.of()));
            case 2 -> new Deed("read " + id, () -> call(token, "GET", "/v1/emails/" + id, Map.of()));
            case 3 -> {
                Map<String, Object> tags = Map.of("tags", Map.of("n", Integer.toString(serial++)));
                yield new Deed("tag " + id, () -> call(token, "PUT", "/v1/emails/" + id + "/tags", tags));
            }
            case 4 -> {
                Map<String, Object> body = Map.of("subject", "Changed " + serial++, "text", "Other words.");
                yield new Deed("edit " + id, () -> call(token, "PATCH", "/v1/emails/" + id + "/schedule", body));
            }
            default ->
                new Deed("inbox", () -> {
                    Answer inbox = world.get(mailbox.token(), "/v1/mailboxes/me/emails");
                    inbox.json()
                            .at("emails")
                            .list()
                            .forEach(mail -> cast.remember(mail.at("id").text()));
                    return status(inbox);
                });
        };
    }

    private Deed pipeline() {
        int due = world.pipeline().due();
        int number = due == 0 ? 0 : random.nextInt(due);
        return switch (random.nextInt(due == 0 ? 12 : 20)) {
            case 0 -> new Deed("replay", () -> done(() -> world.pipeline().replay(1 + random.nextInt(6))));
            case 1 -> new Deed("sweep", () -> done(world.pipeline()::sweep));
            case 2 ->
                cast.message()
                        .map(id -> new Deed(
                                "timer of " + id,
                                () -> done(() -> world.pipeline().timeout(MessageId.of(id)))))
                        .orElseGet(() -> new Deed("sweep", () -> done(world.pipeline()::sweep)));
            case 3 -> new Deed("all is forgotten", () -> done(world.pipeline()::forget));
            case 4, 5, 6, 7, 8, 9, 10, 11 ->
                new Deed(
                        "relay",
                        () -> done(() -> {
                            int count = 0;
                            while (count < 6 && world.pipeline().relay()) {
                                count++;
                            }
                        }));
            case 12 ->
                new Deed(
                        "a job is lost",
                        () -> done(() -> {
                            if (number < world.pipeline().due()) {
                                world.pipeline().lose(number);
                            }
                        }));
            case 13 -> new Deed("a job comes twice", () -> done(() -> take(number, true)));
            default -> new Deed("a job", () -> done(() -> take(number, false)));
        };
    }

    private void take(int number, boolean again) {
        if (number < world.pipeline().due()) {
            world.pipeline().take(number, again);
        }
    }

    private Deed time() {
        Duration by = switch (random.nextInt(8)) {
            case 0 -> Duration.ofMinutes(16);
            case 1 -> Duration.ofHours(2);
            case 2 -> Duration.ofHours(random.nextInt(3) == 0 ? 73 : 20);
            default -> Duration.ofSeconds(1 + random.nextInt(90));
        };
        return new Deed("time " + by, () -> done(() -> world.clock().advance(by)));
    }

    private static String done(Runnable act) {
        act.run();
        return "done";
    }

    private String owner(String verb, String target, Map<String, Object> body) {
        return call(world.ownerKey(), verb, target, body);
    }

    private String call(String token, String verb, String target, Map<String, Object> body) {
        return status(world.call(token, verb, target, body));
    }

    private static String status(Answer answer) {
        return Integer.toString(answer.status());
    }
}
