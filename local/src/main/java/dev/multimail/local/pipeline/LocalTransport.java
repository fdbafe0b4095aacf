package dev.multimail.local.pipeline;

import dev.multimail.effect.Delivery;
import dev.multimail.effect.Outgoing;
import dev.multimail.effect.Transport;
import dev.multimail.local.clock.LocalClock;
import dev.multimail.local.clock.Timers;
import dev.multimail.local.data.Outbox;
import dev.multimail.local.data.OutboxMail;
import dev.multimail.message.Address;
import dev.multimail.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets mail leave into the outbox, and tells of it afterwards as SES would. An agent's mail meets trouble by its
 * recipients: {@code throttle@…} refuses it for now, {@code reject@…} for good, and
 * {@code lost@simulator.amazonses.com} accepts it, loses the answer and says nothing more.
 */
public final class LocalTransport implements Transport {
    // SES tells of mail after its answer, not before.
    private static final Duration TOLD_AFTER = Duration.ofMillis(50);

    private final boolean live;
    private final Outbox outbox;
    private final Ids ids;
    private final LocalClock clock;
    private final Timers timers;
    private final Workers workers;
    private final Functions functions;

    public LocalTransport(
            boolean live,
            Outbox outbox,
            Ids ids,
            LocalClock clock,
            Timers timers,
            Workers workers,
            Functions functions) {
        this.live = live;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.timers = timers;
        this.workers = workers;
        this.functions = functions;
    }

    @Override
    public Delivery send(Outgoing mail) {
        boolean agents = mail.kind() == Outgoing.Kind.AGENT_MAIL;
        if (agents && isFor(mail, "throttle")) {
            return new Delivery.RefusedForNow("throttled, as the recipient's name asks");
        }
        if (agents && isFor(mail, "reject")) {
            return new Delivery.RefusedForGood("rejected, as the recipient's name asks");
        }
        String providerId = ids.ulid();
        Instant now = clock.instant();
        outbox.add(new OutboxMail(
                providerId,
                now,
                mail.kind(),
                mail.tag(),
                mail.attempt(),
                !live,
                mail.mailFrom().toString(),
                mail.rcptTo().stream().map(Address::toString).toList(),
                mail.raw()));
        if (agents && mail.rcptTo().stream().anyMatch(recipient -> SesEvents.isSimulated(recipient, "lost"))) {
            return new Delivery.Unknown("the answer was lost, as the recipient's name asks");
        }
        if (agents) {
            List<Map<String, Object>> events = SesEvents.of(mail, providerId, now);
            timers.at(now.plus(TOLD_AFTER), () -> workers.take(() -> events.forEach(functions::deliveryEvent)));
        }
        return new Delivery.Accepted(providerId);
    }

    private static boolean isFor(Outgoing mail, String localPart) {
        return mail.rcptTo().stream()
                .anyMatch(recipient ->
                        recipient.localPart().toLowerCase(Locale.ROOT).equals(localPart));
    }

    @Override
    public String messageIdHeader(String providerId, String given) {
        return given;
    }
}
