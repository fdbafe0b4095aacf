package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may happen to one message at the same time. */
final class MailMeetings {
    private static final Duration NEARLY = Duration.ofDays(3).minusSeconds(1);

    private MailMeetings() {}

    static Stream<Meeting> all() {
        return Stream.of(deciding(), changing(), timing(), leaving(), repeating(), arriving())
                .flatMap(List::stream);
    }

    private static Meeting meet(String name, BiFunction<Stage, Turns, List<Supplier<String>>> made, String... ends) {
        return new Meeting(name, made, _ -> "", Set.of(ends));
    }

    private static List<Meeting> deciding() {
        return List.of(
                meet(
                        "two approvers approve",
                        (stage, _) -> {
                            List<String> links = twoLinks(stage);
                            return List.of(
                                    Acts.link(stage, links.get(0), "approve"),
                                    Acts.link(stage, links.get(1), "approve"));
                        },
                        "200 Approved, 409 Approved -> sent",
                        "409 Approved, 200 Approved -> sent"),
                meet(
                        "a link and a key approve",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(Acts.link(stage, "approve"), Acts.key(stage, id, "approve"));
                        },
                        "200 Approved, 409 queued -> sent",
                        "409 Approved, 200 queued -> sent"),
                meet(
                        "one key approves twice",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(Acts.key(stage, id, "approve"), Acts.key(stage, id, "approve"));
                        },
                        "200 queued, 200 queued -> sent"),
                meet(
                        "a link approves and a key rejects",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(Acts.link(stage, "approve"), Acts.key(stage, id, "reject"));
                        },
                        "200 Approved, 409 queued -> sent",
                        "409 Rejected, 200 rejected -> rejected"),
                meet(
                        "a key approves and its agent cancels",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(Acts.key(stage, id, "approve"), Acts.cancel(stage, stage.gated(), id));
                        },
                        "200 queued, 200 cancelled -> cancelled",
                        "409 cancelled, 200 cancelled -> cancelled"),
                meet(
                        "approve, reject and cancel",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(
                                    Acts.key(stage, id, "approve"),
                                    Acts.key(stage, id, "reject"),
                                    Acts.cancel(stage, stage.gated(), id));
                        },
                        "200 queued, 409 cancelled, 200 cancelled -> cancelled",
                        "200 queued, 409 queued, 200 cancelled -> cancelled",
                        "409 cancelled, 409 cancelled, 200 cancelled -> cancelled",
                        "409 rejected, 200 rejected, 409 rejected -> rejected"));
    }

    private static List<Meeting> changing() {
        return List.of(
                meet(
                        "approve a mailbox that becomes read-only",
                        (stage, _) -> {
                            String id = stage.pending();
                            return List.of(
                                    Acts.key(stage, id, "approve"),
                                    Acts.configure(stage, stage.gated(), Map.of("oversight_mode", "read_only")));
                        },
                        "200 queued, 200 -> sent"),
                meet(
                        "approve by a link whose approver is removed",
                        (stage, _) -> {
                            stage.pending();
                            return List.of(
                                    Acts.link(stage, "approve"),
                                    Acts.configure(
                                            stage,
                                            stage.gated(),
                                            Map.of("approver_emails", List.of("other@example.com"))));
                        },
                        "200 Approved, 200 -> sent",
                        "403 This page cannot help you, 200 -> expired"),
                meet(
                        "approve by a key that is revoked",
                        (stage, _) -> {
                            String id = stage.pending();
                            var key = stage.owner(
                                    "POST", "/v1/api-keys", Map.of("name", "k", "scopes", List.of("oversight")));
                            return List.of(
                                    () -> Acts.said(stage.world()
                                            .call(
                                                    key.text("token"),
                                                    "POST",
                                                    "/v1/emails/" + id + "/decide",
                                                    Map.of("action", "approve"))),
                                    Acts.owner(stage, "DELETE", "/v1/api-keys/" + key.text("id"), Map.of()));
                        },
                        "200 queued, 200 revoked -> sent",
                        "401, 200 revoked -> expired"),
                meet(
                        "approve by a link what its agent edits",
                        (stage, _) -> {
                            String id = stage.scheduled(stage.gated());
                            stage.world().settle();
                            return List.of(Acts.link(stage, "approve"), edit(stage, id));
                        },
                        "200 Approved, 409 scheduled -> sent",
                        "409 This cannot be decided any more, 200 pending -> expired"),
                meet(
                        "approve by a key what its agent edits",
                        (stage, _) -> {
                            String id = stage.scheduled(stage.gated());
                            stage.world().settle();
                            return List.of(Acts.key(stage, id, "approve"), edit(stage, id));
                        },
                        "200 scheduled, 200 pending -> sent",
                        "200 scheduled, 409 scheduled -> sent"));
    }

    private static List<String> twoLinks(Stage stage) {
        TestMailbox mailbox = stage.gated();
        List<String> both = List.of("approver@example.com", "second@example.com");
        stage.owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("approver_emails", both));
        stage.pending();
        return stage.world().outbox().notices().reversed().stream()
                .limit(2)
                .map(TestMailbox::link)
                .toList();
    }

    private static Supplier<String> edit(Stage stage, String id) {
        return Acts.agent(
                stage,
                stage.gated(),
                "PATCH",
                "/v1/emails/" + id + "/schedule",
                Map.of("subject", "Edited", "markdown", "Other words."));
    }

    private static List<Meeting> timing() {
        return List.of(
                meet(
                        "approve while the timer ends",
                        (stage, turns) -> {
                            String id = stage.pending();
                            stage.world().clock().advance(NEARLY);
                            return List.of(Acts.key(stage, id, "approve"), late(stage, turns, Acts.timer(stage, id)));
                        },
                        "200 queued, done -> sent",
                        "409 expired, done -> expired"),
                meet(
                        "approve by a link while the sweep expires",
                        (stage, turns) -> {
                            stage.pending();
                            stage.world().clock().advance(NEARLY);
                            return List.of(Acts.link(stage, "approve"), late(stage, turns, Acts.sweep(stage)));
                        },
                        "200 Approved, done -> sent",
                        "409 Expired, done -> expired"),
                meet(
                        "cancel while the timer ends",
                        (stage, turns) -> {
                            String id = stage.pending();
                            stage.world().clock().advance(NEARLY);
                            return List.of(
                                    Acts.cancel(stage, stage.gated(), id), late(stage, turns, Acts.timer(stage, id)));
                        },
                        "200 cancelled, done -> cancelled",
                        "409 expired, done -> expired"),
                meet(
                        "the timer and the sweep",
                        (stage, _) -> {
                            String id = stage.pending();
                            stage.world().clock().advance(NEARLY.plusSeconds(1));
                            return List.of(Acts.timer(stage, id), Acts.sweep(stage));
                        },
                        "done, done -> expired"));
    }

    private static Supplier<String> late(Stage stage, Turns turns, Supplier<String> act) {
        return () -> {
            turns.step("clock", () -> stage.world().clock().advance(Duration.ofSeconds(1)));
            return act.get();
        };
    }

    private static List<Meeting> leaving() {
        return List.of(
                meet(
                        "cancel while it leaves",
                        (stage, _) -> {
                            String id = stage.queued();
                            return List.of(Acts.cancel(stage, stage.free(), id), Acts.deliver(stage, id));
                        },
                        "200 cancelled, done -> cancelled",
                        "409 sending, done -> sent",
                        "409 sent, done -> sent"),
                meet(
                        "tighten the mode while it leaves",
                        (stage, _) -> {
                            String id = stage.queued();
                            return List.of(
                                    Acts.configure(stage, stage.free(), Map.of("oversight_mode", "gated_send")),
                                    Acts.deliver(stage, id));
                        },
                        "200, done -> expired",
                        "200, done -> sent"),
                meet(
                        "a bounce of its recipient while it leaves",
                        (stage, _) -> {
                            String first = stage.sent();
                            String id = stage.queued();
                            return List.of(
                                    Acts.tell(stage, SesEvents.bounce(first, "Permanent", "vendor@example.org")),
                                    Acts.deliver(stage, id));
                        },
                        "done, done -> failed sent",
                        "done, done -> 2 sent"),
                meet(
                        "two jobs of one message",
                        (stage, _) -> {
                            String id = stage.queued();
                            return List.of(Acts.deliver(stage, id), Acts.deliver(stage, id));
                        },
                        "done, done -> sent"),
                meet(
                        "close the mailbox while it leaves",
                        (stage, _) -> {
                            String id = stage.queued();
                            return List.of(Acts.close(stage, stage.free()), Acts.deliver(stage, id));
                        },
                        "200 deleted, done -> failed",
                        "200 deleted, done -> sent"));
    }

    private static List<Meeting> repeating() {
        return List.of(
                meet(
                        "the sweep while it leaves",
                        (stage, _) -> {
                            String id = stage.queued();
                            stage.world().clock().advance(Duration.ofMinutes(2));
                            return List.of(Acts.sweep(stage), Acts.deliver(stage, id));
                        },
                        "done, done -> sent"),
                meet(
                        "what SES tells while it leaves",
                        (stage, _) -> {
                            String id = stage.queued();
                            return List.of(Acts.deliver(stage, id), Acts.tell(stage, SesEvents.of("Delivery", id, 1)));
                        },
                        "done, done -> sent"));
    }

    private static List<Meeting> arriving() {
        return List.of(
                meet(
                        "the same request twice",
                        (stage, _) -> {
                            TestMailbox mailbox = stage.gated();
                            Map<String, Object> body = Map.of(
                                    "to",
                                    List.of("ann@example.org"),
                                    "subject",
                                    "S",
                                    "markdown",
                                    "T",
                                    "idempotency_key",
                                    "k");
                            Supplier<String> send = Acts.agent(stage, mailbox, "POST", "/v1/mailboxes/me/send", body);
                            return List.of(send, send);
                        },
                        "202 pending, 202 pending -> expired"),
                meet(
                        "one mail, told of twice",
                        (stage, _) -> {
                            Map<String, Object> event = stage.arriving(stage.gated());
                            Supplier<String> take = Acts.done(() -> SesEvents.take(stage.world(), event));
                            return List.of(take, take);
                        },
                        "done, done -> unread"));
    }
}
