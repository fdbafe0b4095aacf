package dev.multimail.functions.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, sizes and modes as people say them. */
final class Words {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    /** Such as {@code Friday 9 October 2026, 14:05 UTC}. */
    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** Such as {@code 72 hours}, {@code 5 days}, {@code 30 minutes}; rounded down to the unit. */
    static String span(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        long hours = duration.toHours();
        if (hours < 1) {
            return counted(duration.toMinutes(), "minute");
        }
        return hours > 72 ? counted(duration.toDays(), "day") : counted(hours, "hour");
    }

    /** Such as {@code 1 line}, {@code 1,204 lines}. */
    static String counted(long count, String noun) {
        return String.format(Locale.ENGLISH, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** Such as {@code 834 bytes}, {@code 1.2 kB}, {@code 24 MB} (powers of ten, as mail programs count). */
    static String size(int octets) {
        if (octets < 1000) {
            return counted(octets, "byte");
        }
        return octets < 999_500 ? scaled(octets / 1e3, "kB") : scaled(octets / 1e6, "MB");
    }

    private static String scaled(double value, String unit) {
        return String.format(Locale.ENGLISH, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
    }

    /** What an oversight mode means for this mailbox; an unknown wire name is given back. */
    static String mode(String wireName) {
        return switch (wireName) {
            case "read_only" -> "Reads only, sends nothing";
            case "gated_all" -> "Everything waits for approval";
            case "gated_send" -> "Every email waits for approval";
            case "monitored" -> "Sends by itself, people get a copy";
            case "autonomous" -> "Sends by itself";
            default -> wireName;
        };
    }
}
