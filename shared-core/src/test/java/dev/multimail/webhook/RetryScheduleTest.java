package dev.multimail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    @ParameterizedTest
    @CsvSource({"0,PT0S", "1,PT5S", "2,PT5M", "3,PT30M", "4,PT2H", "5,PT5H", "6,PT10H", "7,PT10H"})
    void waitsLongerAndLonger(int attemptsMade, Duration delay) {
        assertThat(RetrySchedule.delayAfter(attemptsMade)).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, Integer.MAX_VALUE})
    void endsAfterTheEighthAttempt(int attemptsMade) {
        assertThat(RetrySchedule.delayAfter(attemptsMade)).isEmpty();
        assertThat(RetrySchedule.ATTEMPTS).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void refusesANegativeCount(int attemptsMade) {
        assertThatThrownBy(() -> RetrySchedule.delayAfter(attemptsMade)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void triesEveryEventToTheEndBeforeAnEndpointIsDisabled() {
        Duration all = Duration.ZERO;
        for (int made = 0; made < RetrySchedule.ATTEMPTS; made++) {
            all = all.plus(RetrySchedule.delayAfter(made).orElseThrow());
        }
        assertThat(RetrySchedule.DISABLE_AFTER).isEqualTo(Duration.ofDays(5)).isGreaterThan(all);
    }
}
