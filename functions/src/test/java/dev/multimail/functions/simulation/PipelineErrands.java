package dev.multimail.functions.simulation;

import dev.multimail.effect.Job;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the functions do that nobody calls: the stream, the queues, the timers, and what SES tells. */
final class PipelineErrands {
    private PipelineErrands() {}

    static Stream<Errand> all() {
        return Stream.of(relaying(), delivering(), timers(), events()).flatMap(List::stream);
    }

    private static Errand runs(String function, String name, Consumer<Stage> made, Consumer<World> act) {
        return new Errand(function, name, stage -> {
            made.accept(stage);
            return () -> {
                act.accept(stage.world());
                return "done";
            };
        });
    }

    private static List<Errand> relaying() {
        return List.of(
                runs("relay", "a held message", stage -> stage.gated().send("S"), PipelineErrands::relayAll),
                runs("relay", "a queued message", Stage::queued, PipelineErrands::relayAll),
                runs(
                        "relay",
                        "a decided message",
                        stage -> {
                            String id = stage.pending();
                            stage.owner("POST", "/v1/emails/" + id + "/decide", Map.of("action", "approve"));
                        },
                        PipelineErrands::relayAll),
                runs("relay", "an erased message", PipelineErrands::erase, PipelineErrands::relayAll),
                runs(
                        "fan_out",
                        "to an endpoint",
                        stage -> {
                            OwnerErrands.webhook(stage);
                            stage.queued();
                        },
                        PipelineErrands::relayAll),
                runs(
                        "post_webhook",
                        "to an endpoint that is down",
                        stage -> {
                            OwnerErrands.webhook(stage);
                            stage.queued();
                            relayAll(stage.world());
                        },
                        PipelineErrands::takeAll),
                runs(
                        "seal_audit",
                        "all records",
                        Stage::sent,
                        world -> world.pipeline().seal()));
    }

    static void relayAll(World world) {
        boolean more = true;
        while (more) {
            more = world.pipeline().relay();
        }
    }

    private static void takeAll(World world) {
        for (int jobs = world.pipeline().due(); jobs > 0; jobs--) {
            world.pipeline().take(0, false);
        }
    }

    private static List<Errand> delivering() {
        return List.of(
                delivers("a message", Stage::queued),
                delivers("a copy to approvers", stage -> {
                    stage.mailbox("monitored").send("S");
                    relayAll(stage.world());
                    takeAll(stage.world());
                }),
                delivers("a question to approvers", stage -> stage.gated().send("S")),
                delivers(
                        "a code",
                        stage -> stage.agent(
                                stage.gated(),
                                "POST",
                                "/v1/mailboxes/me/request-upgrade",
                                Map.of("target_mode", "monitored"))),
                delivers(
                        "a letter",
                        stage -> stage.agent(
                                stage.gated(), "POST", "/v1/feedback", Map.of("message", "Something is wrong."))),
                delivers("a scheduled message", stage -> {
                    stage.scheduled(stage.free());
                    relayAll(stage.world());
                    stage.world().clock().advance(Duration.ofHours(3));
                }),
                delivers("a message of a mode that was tightened", stage -> {
                    stage.queued();
                    stage.owner("PATCH", "/v1/mailboxes/" + stage.free().id(), Map.of("oversight_mode", "gated_send"));
                }),
                delivers("a message to a suppressed recipient", stage -> {
                    String first = stage.sent();
                    stage.queued();
                    bounce(stage, first);
                }));
    }

    private static Errand delivers(String name, Consumer<Stage> made) {
        return runs(
                "deliver",
                name,
                stage -> {
                    made.accept(stage);
                    relayAll(stage.world());
                },
                PipelineErrands::takeAll);
    }

    private static List<Errand> timers() {
        return List.of(
                runs(
                        "sweep",
                        "what is overdue",
                        PipelineErrands::leaveWork,
                        world -> world.pipeline().sweep()),
                runs(
                        "sweep",
                        "an attempt without an answer",
                        PipelineErrands::leaveAttempt,
                        world -> world.pipeline().sweep()),
                runs(
                        "sweep",
                        "what is kept no longer",
                        PipelineErrands::leaveOld,
                        world -> world.pipeline().sweep()),
                runs(
                        "sweep",
                        "an erasure that was forgotten",
                        stage -> {
                            erase(stage);
                            stage.world().pipeline().forget();
                            stage.world().clock().advance(Duration.ofMinutes(2));
                        },
                        world -> world.pipeline().sweep()),
                new Errand("expire", "in time", stage -> {
                    String id = stage.pending();
                    stage.world().clock().advance(Duration.ofHours(80));
                    return () -> {
                        stage.world().pipeline().timeout(MessageId.of(id));
                        return "done";
                    };
                }));
    }

    private static void leaveWork(Stage stage) {
        stage.pending();
        stage.queued();
        stage.scheduled(stage.gated());
        stage.agent(stage.gated(), "POST", "/v1/mailboxes/me/request-upgrade", Map.of("target_mode", "monitored"));
        stage.world().pipeline().forget();
        stage.world().clock().advance(Duration.ofHours(80));
    }

    private static void leaveOld(Stage stage) {
        stage.arrived(stage.gated());
        stage.world().clock().advance(Duration.ofDays(2));
        stage.owner("PATCH", "/v1/mailboxes/" + stage.gated().id(), Map.of("retention_days", 1));
    }

    private static void erase(Stage stage) {
        OwnerErrands.webhook(stage);
        stage.owner("DELETE", "/v1/emails/" + stage.arrived(stage.gated()), Map.of());
    }

    private static void leaveAttempt(Stage stage) {
        Job job = new Job.Deliver(MessageId.of(stage.queued()));
        Trouble trouble = new Trouble();
        trouble.strikeNamed(Trouble.Kind.FAULT_AFTER, "live.send");
        stage.world().faults().interfere(trouble);
        stage.world().pipeline().handle(job);
        stage.world().faults().heal();
        stage.world().clock().advance(Duration.ofMinutes(16));
    }

    private static List<Errand> events() {
        return List.of(
                new Errand("receive", "a mail", stage -> {
                    Map<String, Object> event = stage.arriving(stage.gated());
                    return () -> {
                        SesEvents.take(stage.world(), event);
                        return "done";
                    };
                }),
                new Errand("delivery_events", "Delivery", stage -> {
                    String id = stage.sent();
                    return () -> tell(stage, SesEvents.of("Delivery", id, 1));
                }),
                new Errand("delivery_events", "Bounce", stage -> {
                    String id = stage.sent();
                    return () -> tell(stage, SesEvents.bounce(id, "Permanent", "vendor@example.org"));
                }),
                new Errand("delivery_events", "the proof of an attempt", stage -> {
                    leaveAttempt(stage);
                    String id = stage.world().outbox().agentMail().getLast().tag();
                    return () -> tell(stage, SesEvents.complaint(id, "vendor@example.org"));
                }));
    }

    static void bounce(Stage stage, String messageId) {
        SesEvents.tell(stage.world(), SesEvents.bounce(messageId, "Permanent", "vendor@example.org"));
    }

    private static String tell(Stage stage, Map<String, Object> event) {
        SesEvents.tell(stage.world(), event);
        return "done";
    }
}
