package dev.multimail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.id.Lane;
import dev.multimail.store.testing.EmbeddedTables;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts grow up to their limit, in an hour of their own. */
class RatesTest {
    private static final Instant NINE = Instant.parse("2027-03-01T09:00:00Z");

    private final Tables tables = EmbeddedTables.create();
    private final Transactions transactions = new Transactions(EmbeddedTables.client(tables), new Random(1));
    private final Rates rates = new Rates(tables);
    private final Lane lane = new SomeRows(1).message().id().lane();

    @Test
    void aLimitThatWasLoweredBelowTheCountStopsAtOnceAndARaisedOneGoesOn() {
        assertThat(transactions.commit(List.of(rates.submitted(lane, 2, NINE)))).isEmpty();
        assertThat(transactions.commit(List.of(rates.submitted(lane, 2, NINE)))).isEmpty();
        assertThat(transactions.commit(List.of(rates.submitted(lane, 1, NINE)))).contains(Write.Guard.SEND_RATE);
        assertThat(transactions.commit(List.of(rates.submitted(lane, 2, NINE)))).contains(Write.Guard.SEND_RATE);
        assertThat(transactions.commit(List.of(rates.submitted(lane, 3, NINE)))).isEmpty();
        assertThat(transactions.commit(List.of(rates.submitted(lane, 1, NINE.plusSeconds(3_600)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-01T09:00:00Z,3600,54000",
        "2027-03-01T09:00:00.999Z,3600,54000",
        "2027-03-01T09:59:59.999Z,1,50401",
        "2027-03-01T23:59:59Z,1,1",
        "2027-03-02T00:00:00Z,3600,86400"
    })
    void itIsToldWhenTheNextCountBegins(Instant now, long hour, long day) {
        assertThat(Rates.secondsToNextHour(now)).isEqualTo(hour);
        assertThat(Rates.secondsToNextDay(now)).isEqualTo(day);
    }
}
