package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every condition that the store writes is needed: dropped alone, turned into its opposite, or dropped together with
 * another one, something notices. {@code -Dmultimail.pairs=true} tries every pair, {@code -Dmultimail.table=true}
 * prints what noticed.
 */
class GuardsTest {
    /** Conditions that nobody can notice the loss of, and why. */
    private static final Map<String, String> NEEDLESS = Map.of(
            "MBX#/CFG: active =",
            "It stands beside the version of a mailbox that was read as active, and closing a mailbox counts its version"
                    + " on; it is kept so that a reader who forgets to look at the mailbox is refused too.");

    /** The conditions between a message and its leaving: the loss of any two of them is tried. */
    private static final List<String> OF_SENDING = List.of(
            "MBX#/MSG#: v =",
            "MBX#/CFG: mv =",
            "MBX#/CFG: active =",
            "MBX#/CFG: approvers contains",
            "ACC#/SUP#: pk absent",
            "IDEM#/IDEM: pk absent or ttl <=",
            "RATE#/HOUR#: n absent or n <");

    private static Trials trials;

    @BeforeAll
    static void know() {
        trials = Trials.known();
    }

    @Test
    void everyConditionIsMissedWhenItIsDropped() {
        Map<Set<String>, String> noticed =
                noticed(trials.guards().stream().map(Set::of).toList());
        Set<String> unnoticed = new TreeSet<>();
        noticed.forEach((guard, by) -> {
            if (by.isEmpty()) {
                unnoticed.addAll(guard);
            }
        });
        assertThat(unnoticed).isEqualTo(NEEDLESS.keySet());
        assertThat(noticed).hasSizeGreaterThanOrEqualTo(40);
        assertThat(20 * unnoticed.size()).isLessThanOrEqualTo(noticed.size());
    }

    @Test
    void everyConditionIsMissedWhenItIsTurnedRound() {
        assertThat(trials.guards().parallelStream().filter(guard -> !trials.noticesNegation(guard)))
                .isEmpty();
    }

    @Test
    void everyPairIsMissedWhenItIsDropped() {
        List<String> guards =
                Boolean.getBoolean("multimail.pairs") ? List.copyOf(new TreeSet<>(trials.guards())) : OF_SENDING;
        assertThat(trials.guards()).containsAll(guards);
        List<Set<String>> pairs = guards.stream()
                .flatMap(one -> guards.stream()
                        .filter(other -> other.compareTo(one) > 0)
                        .map(other -> Set.of(one, other)))
                .toList();
        Map<Set<String>, String> noticed = noticed(pairs);
        assertThat(noticed).hasSizeGreaterThanOrEqualTo(20).doesNotContainValue("");
    }

    private static Map<Set<String>, String> noticed(List<Set<String>> mutants) {
        Map<Set<String>, String> noticed = mutants.parallelStream()
                .collect(Collectors.toMap(
                        mutant -> mutant,
                        mutant ->
                                trials.noticesDrop(mutant).map(Trial::toString).orElse("")));
        if (Boolean.getBoolean("multimail.table")) {
            Map<String, String> table = new TreeMap<>();
            noticed.forEach((mutant, by) -> table.put(String.join(", ", new TreeSet<>(mutant)), by));
            table.forEach((mutant, by) -> System.out.println(mutant + " | " + by));
        }
        return noticed;
    }
}
