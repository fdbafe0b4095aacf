package dev.multimail.functions.pipeline;

import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Retention;
import dev.multimail.message.Lifecycle;
import dev.multimail.message.Message;
import dev.multimail.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Erases what a mailbox has kept for as long as its owner wants it kept. */
final class Expunge {
    /** How many messages of one mailbox go at a time, so that a sweep has time for all mailboxes. */
    static final int AT_ONCE = 50;

    /** When what is old but still on its way is looked at again. */
    private static final Duration LATER = Duration.ofHours(1);

    private Expunge() {}

    static void run(Services services, Retention retention, Instant now) {
        Instant until = now.minus(retention.kept());
        List<Message> old = Lane.both(retention.mailbox()).stream()
                .flatMap(lane -> services.store().messages().before(lane, until).stream())
                .filter(message -> Lifecycle.isAtRest(message.life()))
                .limit(AT_ONCE)
                .toList();
        old.forEach(message -> erase(services, message, now));
        Instant next = old.size() == AT_ONCE ? now : next(services, retention, now);
        // Refused if the owner changed it meanwhile: then the next sweep looks anew.
        services.store()
                .transactions()
                .commit(List.of(services.store().retentions().change(retention, retention.at(next))));
    }

    // A message that changed meanwhile is left for the next time.
    private static void erase(Services services, Message message, Instant now) {
        List<Write> writes = new ArrayList<>(services.store().erasures().begin(message, now));
        writes.add(Steps.record(services, message, now, "system:retention", "message.erased", Map.of()));
        services.store().transactions().commit(writes);
    }

    // Nothing gets old before the oldest that is left does, nor before what comes from now on does.
    private static Instant next(Services services, Retention retention, Instant now) {
        Instant oldest = Lane.both(retention.mailbox()).stream()
                .map(lane -> services.store().messages().oldest(lane))
                .flatMap(Optional::stream)
                .map(Message::createdAt)
                .min(Instant::compareTo)
                .orElse(now)
                .plus(retention.kept());
        return oldest.isBefore(now) ? now.plus(LATER) : oldest;
    }
}
