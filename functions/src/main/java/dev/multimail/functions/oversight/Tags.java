package dev.multimail.functions.oversight;

import dev.multimail.functions.field.Limits;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.message.Message;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tags of a message: what fits, and how they change. */
public final class Tags {
    private static final int MAX_RACES = 20;

    private Tags() {}

    /** The tags that a caller gave, if they fit. */
    public static Map<String, String> check(@Nullable Map<String, String> tags) {
        if (tags == null || tags.isEmpty()) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "tags is missing or empty.", "field", "tags");
        }
        boolean fits = tags.size() <= Limits.TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> !tag.getKey().isBlank()
                                && tag.getKey().length() <= Limits.TAG_NAME
                                && tag.getValue() != null
                                && tag.getValue().length() <= Limits.TAG_VALUE);
        if (!fits) {
            throw tooMany();
        }
        return tags;
    }

    public static Map<String, String> add(Call<?> call, Message message, Map<String, String> tags) {
        return change(call, message, current -> merged(current, tags));
    }

    public static Map<String, String> remove(Call<?> call, Message message, String name) {
        return change(call, message, current -> {
            Map<String, String> rest = new LinkedHashMap<>(current);
            rest.remove(name);
            return rest;
        });
    }

    /**
     * A message's tags with some more, of which the new ones win.
     *
     * @throws Problem {@code invalid_field} if they are too many together
     */
    public static Map<String, String> merged(Map<String, String> current, Map<String, String> more) {
        Map<String, String> tags = new LinkedHashMap<>(current);
        tags.putAll(more);
        if (tags.size() > Limits.TAGS) {
            throw tooMany();
        }
        return tags;
    }

    private static Map<String, String> change(Call<?> call, Message message, UnaryOperator<Map<String, String>> edit) {
        Services services = call.services();
        Message before = message;
        for (int race = 0; race < MAX_RACES; race++) {
            Map<String, String> tags = edit.apply(before.tags());
            Optional<Write.Guard> failed = services.store()
                    .transactions()
                    .commit(List.of(
                            services.store().messages().change(before, before.withTags(tags)),
                            services.store()
                                    .audit()
                                    .append(call.audit(
                                            before.id().mailbox(), before.id().toString()))));
            if (failed.isEmpty()) {
                return tags;
            }
            before = Targets.message(call, message.id());
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    private static Problem tooMany() {
        return Problem.of(
                ErrorCode.INVALID_FIELD,
                "A message has at most " + Limits.TAGS + " tags, with names up to " + Limits.TAG_NAME
                        + " and values up to " + Limits.TAG_VALUE + " characters.",
                "field",
                "tags");
    }
}
