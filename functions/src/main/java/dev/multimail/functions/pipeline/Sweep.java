package dev.multimail.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.multimail.effect.Effects;
import dev.multimail.functions.oversight.Expiring;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Step;
import dev.multimail.store.Advance;
import dev.multimail.store.MessageRows;
import dev.multimail.store.Retentions;
import dev.multimail.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs every minute and looks after what a lost timer or wake-up left behind: expires what is overdue, makes doubt
 * visible, and wakes what sleeps.
 */
public record Sweep(Services services) implements RequestHandler<ScheduledEvent, String> {
    /** How late the sweep expired what nobody had decided, in seconds. */
    public static final String EXPIRY_LAG = "ExpiryLag";

    /** How many messages became {@code unconfirmed}. */
    public static final String UNCONFIRMED = "Unconfirmed";

    private static final int PER_SHARD = 200;

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        Instant now = services.clock().instant();
        List<Map<String, AttributeValue>> rows = services.store().due().until(now, PER_SHARD);
        List<RuntimeException> failures = new ArrayList<>();
        // What is only forgotten may wait for what moves.
        rows.sort(Comparator.comparing(Retentions::isRetention));
        for (Map<String, AttributeValue> row : rows) {
            try {
                lookAfter(row, now);
            } catch (RuntimeException failure) {
                // One row that cannot be looked after must not keep the others waiting.
                services.log().failure("sweep", name(row), failure);
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            // The function's own failure is what the alarm watches.
            throw new IllegalStateException(
                    failures.size() + " of " + rows.size() + " rows were not looked after", failures.getFirst());
        }
        return "looked after " + rows.size();
    }

    private static String name(Map<String, AttributeValue> row) {
        return Stream.of(Tables.PK, Tables.SK)
                .map(row::get)
                .filter(Objects::nonNull)
                .map(AttributeValue::s)
                .collect(Collectors.joining(" "));
    }

    /** Wakes everything that is unfinished, however far its time: what a process does that lost its timers. */
    public void recover(Instant horizon) {
        for (Map<String, AttributeValue> row : services.store().due().until(horizon, Integer.MAX_VALUE)) {
            Effector.apply(RowEffects.unfinished(row), services);
        }
    }

    private void lookAfter(Map<String, AttributeValue> row, Instant now) {
        if (Retentions.isRetention(row)) {
            Expunge.run(services, Retentions.read(row), now);
            return;
        }
        if (!MessageRows.isMessage(row)) {
            Effector.apply(RowEffects.unfinished(row), services);
            return;
        }
        Message message = MessageRows.read(row);
        if (message.state() == MessageState.SENDING) {
            doubt(message, now);
        } else if (Lifecycle.expire(message.life(), now) instanceof Step.Changed) {
            Expiring.expire(services, message, now);
            Instant expiresAt = message.life().expiresAt();
            if (expiresAt != null) {
                measure(EXPIRY_LAG, "Seconds", Duration.between(expiresAt, now).toSeconds());
            }
        } else {
            Effector.apply(Effects.unfinished(message), services);
        }
    }

    private void measure(String name, String unit, long value) {
        services.log().metric(services.settings().domain(), name, unit, value);
    }

    private void doubt(Message message, Instant now) {
        Advance.Outcome outcome = services.store()
                .advance()
                .from(
                        message,
                        Advance.move(
                                life -> Lifecycle.doubt(life, now),
                                (before, after) -> List.of(Steps.record(
                                        services, before, now, "system:sweep", "message.unconfirmed", Map.of()))),
                        now);
        if (outcome instanceof Advance.Outcome.Advanced) {
            measure(UNCONFIRMED, "Count", 1);
        }
    }
}
