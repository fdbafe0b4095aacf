package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Acts that meet, in every order of their calls. The laws hold in each of them; an order ends in one of the ways that
 * the meeting names, and each of these ways is met.
 */
class EveryMeetingTest {
    static List<Meeting> meetings() {
        return Stream.of(MailMeetings.all(), OwnerMeetings.all(), ServiceMeetings.all(), ErasureMeetings.all())
                .flatMap(each -> each)
                .toList();
    }

    @Test
    void everyOrderOfTheirCallsEndsAsItMay() {
        AtomicInteger orders = new AtomicInteger();
        List<String> flaws = meetings().parallelStream()
                .flatMap(meeting -> flaws(meeting, orders))
                .toList();
        assertThat(flaws).isEmpty();
        assertThat(orders.get()).isGreaterThan(1_000);
    }

    private static Stream<String> flaws(Meeting meeting, AtomicInteger orders) {
        try {
            Set<String> ends = new HashSet<>();
            for (Orders.Tried<String> tried : meeting.everyOrder()) {
                orders.incrementAndGet();
                if (ends.add(tried.result()) && !meeting.ends().contains(tried.result())) {
                    return Stream.of(meeting + ": " + tried);
                }
            }
            return ends.equals(meeting.ends()) ? Stream.empty() : Stream.of(meeting + " never ends otherwise: " + ends);
        } catch (AssertionError | RuntimeException broken) {
            return Stream.of(meeting + ": " + broken);
        }
    }

    /** What the rule leaves out ends as what it keeps. */
    @Test
    void theOrdersThatAreLeftOutEndLikeTheOthers() {
        Set<String> names = Set.of("a link approves and a key rejects", "two jobs of one message");
        for (Meeting meeting : meetings()) {
            if (names.contains(meeting.name())) {
                List<Orders.Tried<String>> all = Orders.all(Set.of(), choice -> meeting.end(choice, new Stage(1)));
                assertThat(all).hasSizeGreaterThan(meeting.everyOrder().size());
                assertThat(all.stream().map(Orders.Tried::result).collect(Collectors.toSet()))
                        .isEqualTo(meeting.ends());
            }
        }
    }
}
