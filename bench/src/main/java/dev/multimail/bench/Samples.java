package dev.multimail.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured numbers of one kind. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    double median() {
        return quantile(0.5);
    }

    double least() {
        return Collections.min(values);
    }

    double most() {
        return Collections.max(values);
    }

    /** The value below which this part of the samples lies, from 0 to 1. */
    double quantile(double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    /** For example {@code 12.3 ms (11.0–19.8)}: the median, the least and the most. */
    String text(String unit) {
        return text(unit, 2);
    }

    String text(String unit, int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + "%s (" + number + "–" + number + ")",
                median(),
                unit.isEmpty() ? "" : " " + unit,
                least(),
                most());
    }
}
