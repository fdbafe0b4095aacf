package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The days that a caller wants figures of.
 *
 * @param daily whether each day is wanted by itself
 */
public record UsageSpan(LocalDate firstDay, LocalDate lastDay, boolean daily) {
    public static final int MAX_DAYS = 92;

    /**
     * Reads {@code from} and {@code to} (both included, the current month if absent) and {@code breakdown} or
     * {@code period}.
     *
     * @throws Problem {@code invalid_field} naming the one that is wrong
     */
    public static UsageSpan of(Call<?> call) {
        LocalDate today = LocalDate.ofInstant(call.now(), ZoneOffset.UTC);
        LocalDate last = call.queryParameter("to").map(text -> day("to", text)).orElse(today);
        LocalDate first = call.queryParameter("from")
                .map(text -> day("from", text))
                .orElse(last.isBefore(today) ? last.withDayOfMonth(1) : today.withDayOfMonth(1));
        if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
            throw invalid("from", "from is before to, and at most " + MAX_DAYS + " days.");
        }
        String form = call.queryParameter("breakdown")
                .or(() -> call.queryParameter("period"))
                .orElse("summary");
        if (!form.equals("daily") && !form.equals("summary")) {
            throw invalid("breakdown", "breakdown is daily or summary.");
        }
        return new UsageSpan(first, last, form.equals("daily"));
    }

    public Instant from() {
        return firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first moment after the span. */
    public Instant until() {
        return lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException notADay) {
            throw invalid(field, field + " is a day such as 2027-01-31.");
        }
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
