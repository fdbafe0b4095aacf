package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.api.Api;
import dev.multimail.functions.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Strikes every call that any function makes with every kind of trouble, one at a time. Then whoever asked asks once
 * more, the world goes on, and the laws are looked at. Nothing is sampled.
 */
class EveryCallCrashTest {
    private static final int MORE_THAN_ANY_MAKES = 60;
    // Billing is not offered, and who comes too late is told so.
    private static final Pattern EXPECTED = Pattern.compile("2..|done|501|409|410|400|403");
    private static final Set<String> PIPELINE = Set.of(
            "relay",
            "deliver",
            "fan_out",
            "post_webhook",
            "expire",
            "sweep",
            "receive",
            "delivery_events",
            "seal_audit");

    @Test
    void everyFunctionHasAnErrand() {
        World world = World.inMemory(1);
        Set<String> functions = new TreeSet<>(PIPELINE);
        Api.operations(world.services())
                .forEach(operation ->
                        functions.add(operation.endpoint().operation().wire()));
        Api.publicOperations(world.services()).forEach(operation -> functions.add(operation.name()));
        Set<String> run = new TreeSet<>();
        Errand.all().forEach(errand -> run.add(errand.function()));
        assertThat(run).isEqualTo(functions);
    }

    @Test
    void everyErrandGoesWellWhenNothingIsStruck() {
        List<String> flaws = Errand.all().parallelStream()
                .flatMap(errand -> flaws(errand, () -> goesWell(errand)))
                .toList();
        assertThat(flaws).isEmpty();
    }

    private static void goesWell(Errand errand) {
        Stage stage = new Stage(1);
        String how = errand.made().apply(stage).get();
        Law.require(EXPECTED.matcher(how).matches(), "an errand goes well", how);
        Rest.come(stage.world(), new Ledger(stage.world().memory()));
    }

    @Test
    void everyCallMayFailInEveryWay() {
        AtomicInteger points = new AtomicInteger();
        List<String> flaws = Errand.all().parallelStream()
                .flatMap(errand ->
                        Stream.of(Trouble.Kind.values()).flatMap(kind -> everyCall(errand, kind, points).stream()))
                .toList();
        assertThat(flaws).isEmpty();
        assertThat(points.get()).isGreaterThan(2_500);
    }

    private static List<String> everyCall(Errand errand, Trouble.Kind kind, AtomicInteger points) {
        List<String> found = new ArrayList<>();
        for (int call = 0; call < MORE_THAN_ANY_MAKES; call++) {
            Strike strike = new Strike(errand, kind, call, new Stage(1));
            flaws(errand + ", " + kind + " at call " + call, strike::run).forEach(found::add);
            if (!strike.happened()) {
                return found;
            }
            points.incrementAndGet();
        }
        throw new AssertionError(errand + " makes no end of calls");
    }

    private static Stream<String> flaws(Object about, Runnable test) {
        try {
            test.run();
            return Stream.empty();
        } catch (AssertionError | RuntimeException broken) {
            return Stream.of(about + ": " + broken);
        }
    }
}
