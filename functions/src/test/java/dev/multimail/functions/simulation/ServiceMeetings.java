package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.store.Rates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the service may do twice at the same time, where AWS repeats itself and people guess. */
final class ServiceMeetings {
    private ServiceMeetings() {}

    static Stream<Meeting> all() {
        return Stream.of(jobs(), guesses()).flatMap(List::stream);
    }

    private static Meeting meet(String name, BiFunction<Stage, Turns, List<Supplier<String>>> made, String... ends) {
        return new Meeting(name, made, _ -> "", Set.of(ends));
    }

    private static List<Meeting> jobs() {
        return List.of(
                twice("two posts of one delivery", "done, done -> sent", stage -> {
                    OwnerErrands.webhook(stage);
                    stage.queued();
                }),
                twice(
                        "two jobs of one letter",
                        "done, done ->",
                        stage -> stage.agent(
                                stage.gated(), "POST", "/v1/feedback", Map.of("message", "Something is wrong."))),
                twice(
                        "two jobs of one code",
                        "done, done ->",
                        stage -> stage.agent(
                                stage.gated(),
                                "POST",
                                "/v1/mailboxes/me/request-upgrade",
                                Map.of("target_mode", "monitored"))),
                twice(
                        "two jobs of one question",
                        "done, done -> expired",
                        stage -> stage.gated().send("S")),
                meet(
                        "two sealers",
                        (stage, _) -> {
                            stage.sent();
                            Supplier<String> seal = Acts.done(stage.world().pipeline()::seal);
                            return List.of(seal, seal);
                        },
                        "done, done -> sent"),
                meet(
                        "two answers to automatic mail where one is left",
                        (stage, _) -> {
                            TestMailbox mailbox = stage.gated();
                            SesEvents.take(
                                    stage.world(),
                                    SesEvents.received(
                                            stage.world(),
                                            "ses-robot",
                                            SesEvents.mail("Ping", "0@x.example", "Auto-Submitted: auto-replied"),
                                            mailbox.address()));
                            String id = stage.agent(mailbox, "GET", "/v1/mailboxes/me/emails", Map.of())
                                    .json()
                                    .at("emails")
                                    .first()
                                    .at("id")
                                    .text();
                            Supplier<String> reply = Acts.agent(
                                    stage, mailbox, "POST", "/v1/emails/" + id + "/reply", Map.of("body", "Yes"));
                            for (int answered = 1; answered < Rates.ANSWERS_PER_THREAD; answered++) {
                                Law.require(reply.get().startsWith("202"), "some answers are left", answered);
                            }
                            return List.of(reply, reply);
                        },
                        "202 pending, 429 limit_reached -> 20 expired unread",
                        "429 limit_reached, 202 pending -> 20 expired unread"));
    }

    // The second job comes a moment later, or the rows that both write would be the same.
    private static Meeting twice(String name, String end, Consumer<Stage> made) {
        return meet(
                name,
                (stage, turns) -> {
                    made.accept(stage);
                    PipelineErrands.relayAll(stage.world());
                    int last = stage.world().pipeline().due() - 1;
                    Supplier<String> job = Acts.done(() -> {
                        if (stage.world().pipeline().due() > last) {
                            stage.world().pipeline().take(last, false);
                        }
                    });
                    return List.of(job, () -> {
                        turns.step("clock", () -> stage.world().clock().advance(Duration.ofSeconds(1)));
                        return job.get();
                    });
                },
                end);
    }

    private static List<Meeting> guesses() {
        return List.of(
                meet(
                        "two wrong codes",
                        (stage, _) -> {
                            Map<String, Object> wanted = Map.of("target_mode", "monitored");
                            stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", wanted);
                            Supplier<String> guess = Acts.agent(
                                    stage,
                                    stage.gated(),
                                    "POST",
                                    "/v1/mailboxes/me/upgrade",
                                    Map.of("code", "AAA-AAA"));
                            return List.of(guess, guess);
                        },
                        "403 code_invalid, 403 code_invalid ->",
                        "403 code_invalid, 503 try_again ->",
                        "503 try_again, 403 code_invalid ->"),
                meet(
                        "two sign-ups of one person who asks again",
                        (stage, _) -> {
                            stage.anybody("POST", "/v1/account", StrangerErrands.request(stage));
                            stage.world().settle();
                            stage.world().clock().advance(Duration.ofMinutes(5));
                            return List.of(signUp(stage, "one"), signUp(stage, "two"));
                        },
                        "200 confirmation_sent, 200 confirmation_sent ->",
                        "200 confirmation_sent, 503 try_again ->",
                        "503 try_again, 200 confirmation_sent ->"));
    }

    private static Supplier<String> signUp(Stage stage, String slug) {
        Map<String, Object> request = new HashMap<>(StrangerErrands.request(stage));
        request.put("slug", slug);
        return () -> Acts.said(stage.anybody("POST", "/v1/account", request));
    }
}
