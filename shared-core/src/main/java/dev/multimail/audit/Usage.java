package dev.multimail.audit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How often what happened, day by day (UTC), as the audit log tells. */
public record Usage(Map<LocalDate, Map<Kind, Integer>> days) {
    /** What is counted. */
    public enum Kind {
        EMAILS_SENT,
        EMAILS_RECEIVED,
        API_CALLS,
        OVERSIGHT_ACTIONS;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SENT = "message.sent";
    private static final String RECEIVED = "message.received";
    private static final String DECIDED = "decide_email";

    public Usage {
        Map<LocalDate, Map<Kind, Integer>> sorted = new TreeMap<>();
        days.forEach((day, counts) -> sorted.put(day, Collections.unmodifiableMap(new EnumMap<>(counts))));
        days = Collections.unmodifiableMap(sorted);
    }

    /** Counts records. Live traffic counts as mail; a test's calls count as calls alone. */
    public static Usage of(Stream<AuditRecord> records) {
        Map<LocalDate, Map<Kind, Integer>> days = new TreeMap<>();
        records.forEach(entry -> kind(entry)
                .ifPresent(kind -> days.computeIfAbsent(
                                LocalDate.ofInstant(entry.at(), ZoneOffset.UTC), day -> new EnumMap<>(Kind.class))
                        .merge(kind, 1, Integer::sum)));
        return new Usage(days);
    }

    /** How often in all. */
    public int total(Kind kind) {
        return days.values().stream()
                .mapToInt(counts -> counts.getOrDefault(kind, 0))
                .sum();
    }

    // A step of the pipeline has a dot in its name; an operation of the API has none.
    private static Optional<Kind> kind(AuditRecord entry) {
        return switch (entry.action()) {
            case SENT -> entry.live() ? Optional.of(Kind.EMAILS_SENT) : Optional.empty();
            case RECEIVED -> entry.live() ? Optional.of(Kind.EMAILS_RECEIVED) : Optional.empty();
            case DECIDED ->
                entry.outcome().equals(AuditRecord.OK)
                        ? Optional.of(Kind.OVERSIGHT_ACTIONS)
                        : Optional.of(Kind.API_CALLS);
            default -> entry.action().contains(".") ? Optional.empty() : Optional.of(Kind.API_CALLS);
        };
    }
}
