package dev.multimail.functions.field;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a request to the limits of its fields, before anything looks at what it says. */
public final class FieldLimits {
    private FieldLimits() {}

    /**
     * Holds a request to {@link Fields}.
     *
     * @throws Problem with the field's own code if there is more of it than may be
     */
    public static void hold(Record request) {
        hold("", request);
    }

    /**
     * Holds the parameters of a path or a query to their length.
     *
     * @throws Problem {@code invalid_field} if one is longer than {@link Limits#PARAMETER}
     */
    public static void holdParameters(Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            if (longer(value, Limits.PARAMETER)) {
                throw beyond(ErrorCode.INVALID_FIELD, name, Limits.PARAMETER + " characters");
            }
        });
    }

    private static void hold(String within, Record request) {
        for (RecordComponent component : request.getClass().getRecordComponents()) {
            Object value = value(component, request);
            if (value instanceof Record part) {
                hold(within + Fields.name(component) + ".", part);
            }
            if (value != null) {
                hold(
                        within + Fields.name(component),
                        value,
                        Fields.of(component).limit());
            }
        }
    }

    private static void hold(String name, Object value, Field.Limit limit) {
        switch (limit) {
            case Field.Limit.Text(int most, ErrorCode code) -> text(name, value, most, code);
            case Field.Limit.Texts(int most, int each, ErrorCode code, ErrorCode eachCode) -> {
                List<?> texts = (List<?>) value;
                if (texts.size() > most) {
                    throw beyond(code, name, most + " entries");
                }
                texts.forEach(text -> text(name, text, each, eachCode));
            }
            case Field.Limit.Objects(int most) -> {
                List<?> objects = (List<?>) value;
                if (objects.size() > most) {
                    throw beyond(ErrorCode.INVALID_FIELD, name, most + " entries");
                }
                for (Object object : objects) {
                    if (object instanceof Record part) {
                        hold(name + ".", part);
                    }
                }
            }
            case Field.Limit.Pairs(int most, int nameMost, int valueMost) -> {
                Map<?, ?> pairs = (Map<?, ?>) value;
                if (pairs.size() > most) {
                    throw beyond(ErrorCode.INVALID_FIELD, name, most + " entries");
                }
                pairs.forEach((key, text) -> {
                    text(name, key, nameMost, ErrorCode.INVALID_FIELD);
                    text(name, text, valueMost, ErrorCode.INVALID_FIELD);
                });
            }
            case Field.Limit.Whole(long least, long most) -> {
                long number = ((Number) value).longValue();
                if (number < least || number > most) {
                    throw Problem.of(
                            ErrorCode.INVALID_FIELD, name + " is from " + least + " to " + most + ".", "field", name);
                }
            }
            case Field.Limit.None() -> {}
        }
    }

    private static void text(String name, @Nullable Object value, int most, ErrorCode code) {
        if (value instanceof String text && longer(text, most)) {
            throw beyond(code, name, most + " characters");
        }
    }

    private static boolean longer(String text, int most) {
        return text.length() > most && text.codePointCount(0, text.length()) > most;
    }

    private static Problem beyond(ErrorCode code, String name, String most) {
        return Problem.of(code, name + " has at most " + most + ".", "field", name);
    }

    private static @Nullable Object value(RecordComponent component, Record request) {
        try {
            return component.getAccessor().invoke(request);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("requests are public records", e);
        }
    }
}
