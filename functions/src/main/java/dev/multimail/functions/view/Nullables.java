package dev.multimail.functions.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers whose keys are there whether or not they have a value: clients read every key. */
public final class Nullables {
    private Nullables() {}

    /** The view with its null values, which go out as JSON null. */
    // JSON null is a value here; the map's type just cannot say so to its callers.
    @SuppressWarnings("NullAway")
    public static Map<String, Object> present(Map<String, @Nullable Object> view) {
        return view;
    }
}
