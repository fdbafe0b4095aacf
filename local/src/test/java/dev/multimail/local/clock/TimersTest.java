package dev.multimail.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final Instant START = Instant.parse("2027-03-01T09:00:00Z");

    private final LocalClock clock = new LocalClock(InstantSource.fixed(START), Duration.ZERO);
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final Timers timers = new Timers(clock);

    @BeforeEach
    void start() {
        timers.start();
    }

    @AfterEach
    void stop() {
        timers.close();
    }

    @Test
    void tasksRunInTheOrderOfTheirTimesWhenTheClockReachesThem() throws InterruptedException {
        timers.at(START.plusSeconds(20), () -> ran.add("second"));
        timers.at(START.plusSeconds(10), () -> ran.add("first"));
        timers.at(START.plusSeconds(99), () -> ran.add("never"));
        assertThat(timers.quietFor(Duration.ofSeconds(9))).isTrue();
        assertThat(timers.quietFor(Duration.ofSeconds(10))).isFalse();

        clock.advance(Duration.ofSeconds(30));
        timers.recheck();
        assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
        assertThat(ran).isEmpty();
    }

    @Test
    void aCancelledTaskDoesNotRun() throws InterruptedException {
        timers.at(START.plusSeconds(10), () -> ran.add("cancelled")).cancel();
        timers.at(START.plusSeconds(11), () -> ran.add("other"));
        clock.advance(Duration.ofSeconds(30));
        timers.recheck();

        assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("other");
        assertThat(ran).isEmpty();
    }

    @Test
    void whatIsDueAlreadyRunsAtOnce() throws InterruptedException {
        timers.at(START.minusSeconds(1), () -> ran.add("due"));
        assertThat(ran.poll(5, TimeUnit.SECONDS)).isEqualTo("due");
    }
}
