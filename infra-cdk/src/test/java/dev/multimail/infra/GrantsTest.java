package dev.multimail.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each function may do is what its code was seen to do: not one action more, and not one less. */
class GrantsTest {
    private static final Map<String, SortedSet<String>> SEEN = new Errands().run();

    @Test
    void everyFunctionIsAllowedWhatItsCodeWasSeenToDoAndNothingElse() {
        Map<String, SortedSet<String>> allowed = new TreeMap<>();
        for (Grants.Grant grant : Grants.read().all()) {
            if (!grant.byAws()) {
                grant.actions()
                        .forEach(action -> allowed.computeIfAbsent(grant.function(), name -> new TreeSet<>())
                                .add(grant.resource() + " " + action));
            }
        }
        assertThat(lines(allowed))
                .as("grants.txt (what is expected here was seen)")
                .isEqualTo(lines(SEEN));
    }

    @Test
    void everyFunctionOfTheTemplateWasSeen() {
        List<String> functions = new ArrayList<>();
        Operations.all()
                .forEach(operation ->
                        functions.add(operation.endpoint().operation().wire()));
        Operations.pages().forEach(page -> functions.add(page.name()));
        Stream.of(Pipeline.values()).map(Pipeline::function).forEach(functions::add);
        assertThat(SEEN.keySet()).containsExactlyInAnyOrderElementsOf(functions);
    }

    @Test
    void onlyDeliverLetsMailLeave() {
        assertThat(Grants.read().all())
                .filteredOn(grant -> grant.actions().stream().anyMatch(action -> action.startsWith("ses:Send")))
                .extracting(Grants.Grant::function)
                .containsOnly("deliver");
    }

    @Test
    void nobodyChangesOrDropsTheAuditLog() {
        assertThat(Grants.read().all())
                .filteredOn(grant -> grant.resource().equals("audit"))
                .flatExtracting(Grants.Grant::actions)
                .containsOnly("dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query");
    }

    @Test
    void noActionHasAStar() {
        assertThat(Grants.read().all())
                .flatExtracting(Grants.Grant::actions)
                .allSatisfy(action -> assertThat(action).doesNotContain("*"));
    }

    // As grants.txt spells it, so that a difference can be copied from what the test prints.
    private static String lines(Map<String, SortedSet<String>> grants) {
        return new TreeMap<>(grants)
                .entrySet().stream()
                        .flatMap(function -> function.getValue().stream()
                                .collect(Collectors.groupingBy(
                                        pair -> pair.substring(0, pair.indexOf(' ')),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                pair -> pair.substring(pair.indexOf(' ') + 1),
                                                Collectors.joining(" "))))
                                .entrySet()
                                .stream()
                                .map(resource ->
                                        function.getKey() + " " + resource.getKey() + " " + resource.getValue()))
                        .collect(Collectors.joining("\n"));
    }
}
