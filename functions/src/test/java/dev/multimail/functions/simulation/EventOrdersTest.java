package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.effect.Delivery;
import dev.multimail.functions.testing.SesEvents;
import dev.multimail.functions.testing.World;
import dev.multimail.id.MessageId;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What SES tells of a message that left, in every order and with every event missing or told twice: up to six events.
 * The row ends the same whenever the same kinds were told of. Only four times depend on the order, as they should: when
 * the first report of a delivery, a bounce and a complaint came, and, where the answer of SES got lost, when the first
 * event proved that it had accepted the message.
 */
class EventOrdersTest {
    private static final List<String> KINDS = List.of("Send", "Delivery", "Bounce", "Complaint", "Reject");
    private static final int MOST = 6;
    private static final int IN_ONE_WORLD = 20;
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndDependsOnWhatWasToldAndNotOnTheOrder(boolean answered) {
        Map<Set<String>, List<List<String>>> byKinds =
                orders().stream().collect(Collectors.groupingBy(TreeSet::new, Collectors.toList()));
        assertThat(byKinds).hasSize(1 << KINDS.size());
        assertThat(byKinds.values().stream().mapToInt(List::size).sum()).isGreaterThan(10_000);
        Map<Set<String>, Set<String>> ends = byKinds.entrySet().parallelStream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ends(entry.getValue(), answered)));
        assertThat(ends.values()).allMatch(each -> each.size() == 1);
        // Reject tells nothing that the answer of SES did not; every other kind is seen in the row, or proves it sent.
        assertThat(ends.values().stream().flatMap(Set::stream).distinct()).hasSize(answered ? 8 : 9);
    }

    private static List<List<String>> orders() {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        for (int from = 0; from < all.size(); from++) {
            List<String> order = all.get(from);
            for (String kind : KINDS) {
                if (order.size() < MOST && Collections.frequency(order, kind) < 2) {
                    List<String> longer = new ArrayList<>(order);
                    longer.add(kind);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static Set<String> ends(List<List<String>> orders, boolean answered) {
        Set<String> ends = new HashSet<>();
        for (int from = 0; from < orders.size(); from += IN_ONE_WORLD) {
            Stage stage = new Stage(1);
            if (!answered) {
                stage.world().outbox().answerWith(_ -> new Delivery.Unknown("the answer was lost"));
            }
            int number = 0;
            for (List<String> order : orders.subList(from, Math.min(from + IN_ONE_WORLD, orders.size()))) {
                ends.add(end(stage, answered, order, "v" + number++ + "@example.org"));
            }
        }
        return ends;
    }

    private static String end(Stage stage, boolean answered, List<String> order, String recipient) {
        World world = stage.world();
        String id = stage.free()
                .send(stage.free().token(), "S", Map.of("to", List.of(recipient)))
                .text("id");
        world.settle();
        Map<String, Instant> first = new HashMap<>();
        for (String kind : order) {
            world.clock().advance(Duration.ofSeconds(1));
            first.putIfAbsent(kind, world.clock().instant());
            SesEvents.tell(
                    world,
                    switch (kind) {
                        case "Bounce" -> SesEvents.bounce(id, "Permanent", recipient);
                        case "Complaint" -> SesEvents.complaint(id, recipient);
                        default -> SesEvents.of(kind, id, 1);
                    });
        }
        Message message =
                world.services().store().messages().get(MessageId.of(id)).orElseThrow();
        Receipts receipts = message.life().receipts();
        requireFirst(first.get("Delivery"), receipts.deliveredAt(), order);
        requireFirst(first.get("Bounce"), receipts.bouncedAt(), order);
        requireFirst(first.get("Complaint"), receipts.complainedAt(), order);
        boolean proved = answered || !first.keySet().stream().allMatch("Reject"::equals);
        Law.require((message.state() == MessageState.SENT) == proved, "what is proved is sent", order);
        boolean suppressed = world.services()
                .store()
                .suppressions()
                .get(message.accountId(), recipient)
                .isPresent();
        return message.life()
                        .toString()
                        .replace(id, "it")
                        .replaceAll(TIME, "then")
                        .replaceAll("live-\\d+", "some")
                + " suppressed " + suppressed;
    }

    private static void requireFirst(@Nullable Instant told, @Nullable Instant kept, List<String> order) {
        Law.require(told == null ? kept == null : told.equals(kept), "the first report's time is kept", order);
    }
}
