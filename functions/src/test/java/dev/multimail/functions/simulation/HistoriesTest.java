package dev.multimail.functions.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Nothing lost, nothing twice, nothing without its approval: histories of chance, each with what may go wrong.
 * {@code -Dmultimail.histories=50000} runs more of them, {@code -Dmultimail.seed=7} runs one again.
 */
class HistoriesTest {
    private static final int HISTORIES = 10_000;

    @Test
    void theLawsHoldInEveryHistory() {
        Long one = Long.getLong("multimail.seed");
        if (one != null) {
            History history = new History(one);
            try {
                run(history, one);
            } finally {
                history.trace().forEach(System.out::println);
            }
            return;
        }
        AtomicInteger strikes = new AtomicInteger();
        int count = Integer.getInteger("multimail.histories", HISTORIES);
        LongStream.range(0, count).parallel().forEach(seed -> strikes.addAndGet(run(new History(seed), seed)));
        assertThat(strikes.get()).isGreaterThan(count);
    }

    private static int run(History history, long seed) {
        try {
            return history.run().strikes();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed " + seed + ": " + broken.getMessage() + "\nagain: ./mvnw test -pl functions -am"
                            + " -Dtest=HistoriesTest -Dsurefire.failIfNoSpecifiedTests=false -Dmultimail.seed=" + seed,
                    broken);
        }
    }

    @Test
    void theSameSeedMakesTheSameHistory() {
        for (long seed = 0; seed < 20; seed++) {
            History first = new History(seed).run();
            History second = new History(seed).run();
            assertThat(second.trace()).isEqualTo(first.trace());
            assertThat(second.world().memory().changes(0))
                    .isEqualTo(first.world().memory().changes(0));
        }
    }
}
