package dev.multimail.functions.simulation;

import dev.multimail.message.Approval;
import dev.multimail.message.Matter;
import dev.multimail.message.Message;
import dev.multimail.message.Receipts;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What subscribers must hear of: each change once, however often it is told, and nothing that did not happen. */
final class Announcements {
    private final Map<String, String> expected = new HashMap<>();

    void expect(@Nullable Message before, Message after) {
        boolean moved = before == null || before.state() != after.state();
        if (moved) {
            @Nullable Approval approval = after.life().approval();
            @Nullable Approval earlier = before == null ? null : before.life().approval();
            if (approval != null && approval.kind() == Approval.Kind.PERSON && !Objects.equals(approval, earlier)) {
                add(after, EventType.APPROVED);
            }
            ofState(after).ifPresent(type -> add(after, type));
        }
        Receipts now = after.life().receipts();
        Receipts then = before == null ? Receipts.none() : before.life().receipts();
        if (now.deliveredAt() != null && then.deliveredAt() == null) {
            add(after, EventType.DELIVERED);
        }
        if (now.bouncedAt() != null && then.bouncedAt() == null) {
            add(after, EventType.BOUNCED);
        }
        if (now.complainedAt() != null && then.complainedAt() == null) {
            add(after, EventType.COMPLAINED);
        }
    }

    private static Optional<EventType> ofState(Message message) {
        return switch (message.state()) {
            case PENDING, PENDING_INBOUND -> Optional.of(EventType.PENDING);
            case QUEUED, SCHEDULED -> message.life().attempt() == 1 ? Optional.of(EventType.QUEUED) : Optional.empty();
            case SENT -> Optional.of(EventType.SENT);
            case UNCONFIRMED -> Optional.of(EventType.UNCONFIRMED);
            case FAILED -> Optional.of(EventType.FAILED);
            case REJECTED -> Optional.of(EventType.REJECTED);
            case CANCELLED -> Optional.of(EventType.CANCELLED);
            case EXPIRED -> Optional.of(EventType.EXPIRED);
            case UNREAD ->
                message.matter() instanceof Matter.Inbound ? Optional.of(EventType.RECEIVED) : Optional.empty();
            case SENDING, APPLIED, READ -> Optional.empty();
        };
    }

    private void add(Message message, EventType type) {
        expected.put(Event.idOf(message.id(), message.life().version(), type), type + " of " + message.id());
    }

    /** Holds what was put on the bus to what happened. */
    void require(List<Event> published) {
        Map<String, Event> told = new HashMap<>();
        for (Event event : published) {
            Event earlier = told.put(event.id(), event);
            Law.require(earlier == null || earlier.equals(event), "a repeated event says the same", event);
            Law.require(expected.containsKey(event.id()), "nothing is told that did not happen", event);
        }
        TreeSet<String> silent = new TreeSet<>();
        expected.forEach((id, what) -> {
            if (!told.containsKey(id)) {
                silent.add(what);
            }
        });
        Law.require(silent.isEmpty(), "each change is told", silent);
    }
}
