package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.SesEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may happen while something is erased. */
final class ErasureMeetings {
    private ErasureMeetings() {}

    static Stream<Meeting> all() {
        return Stream.of(messages(), accounts()).flatMap(List::stream);
    }

    private static List<Meeting> messages() {
        return List.of(
                meet(
                        "an erasure meets the telling of what came in",
                        stage -> {
                            OwnerErrands.webhook(stage);
                            SesEvents.take(stage.world(), stage.arriving(stage.gated()));
                            return List.of(
                                    Acts.done(() -> PipelineErrands.relayAll(stage.world())),
                                    erase(stage, stage.newest(stage.gated())));
                        },
                        _ -> "",
                        "done, 200 deleted ->"),
                meet(
                        "two erasures of one message",
                        stage -> {
                            String id = stage.sent();
                            return List.of(erase(stage, id), erase(stage, id));
                        },
                        _ -> "",
                        "200 deleted, 404 not_found ->",
                        "404 not_found, 200 deleted ->"),
                meet(
                        "an erasure meets a reader",
                        stage -> {
                            String id = stage.arrived(stage.gated());
                            return List.of(
                                    erase(stage, id),
                                    Acts.agent(stage, stage.gated(), "GET", "/v1/emails/" + id, Map.of()));
                        },
                        _ -> "",
                        "200 deleted, 200 read ->",
                        "200 deleted, 200 unread ->",
                        "200 deleted, 404 not_found ->"));
    }

    private static List<Meeting> accounts() {
        return List.of(
                meet(
                        "two exports in one hour",
                        stage -> {
                            stage.gated();
                            Supplier<String> export = () -> Stage.status(stage.owner("GET", "/v1/export", Map.of()));
                            return List.of(export, export);
                        },
                        _ -> "",
                        "200, 429 ->",
                        "429, 200 ->"),
                meet(
                        "two sweeps of what is old",
                        stage -> {
                            old(stage);
                            return List.of(Acts.sweep(stage), Acts.sweep(stage));
                        },
                        ErasureMeetings::retention,
                        "done, done -> later"),
                meet(
                        "a sweep of what is old meets its owner, who keeps it after all",
                        stage -> {
                            old(stage);
                            return List.of(
                                    Acts.sweep(stage),
                                    Acts.configure(stage, stage.gated(), Map.of("retention_days", 0)));
                        },
                        ErasureMeetings::retention,
                        "done, 200 -> never",
                        "done, 200 -> unread never"));
    }

    private static Meeting meet(
            String name, Function<Stage, List<Supplier<String>>> made, Function<Stage, String> look, String... ends) {
        return new Meeting(name, (stage, _) -> made.apply(stage), look, Set.of(ends));
    }

    private static Supplier<String> erase(Stage stage, String id) {
        return Acts.owner(stage, "DELETE", "/v1/emails/" + id, Map.of());
    }

    private static void old(Stage stage) {
        stage.arrived(stage.gated());
        stage.world().clock().advance(Duration.ofDays(2));
        stage.owner("PATCH", "/v1/mailboxes/" + stage.gated().id(), Map.of("retention_days", 1));
    }

    // When the sweep looks at the mailbox again, a sweep after the last one.
    private static String retention(Stage stage) {
        stage.world().pipeline().sweep();
        return stage.world().memory().changes(0).stream()
                .filter(change -> RowLaws.kind(change).equals("MBX#/KEEP"))
                .reduce((_, last) -> last)
                .map(change -> change.after().isEmpty() ? "never" : due(stage, RowLaws.text(change.after(), "next")))
                .orElse("never");
    }

    private static String due(Stage stage, String next) {
        return stage.world().clock().instant().toString().compareTo(next) < 0 ? "later" : "now";
    }
}
