package dev.multimail.functions.view;

import dev.multimail.functions.gateway.Call;
import dev.multimail.store.Page;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A list that is read whole, given out in parts: newest first, by {@code limit}, {@code cursor} and {@code offset}. */
public final class Listing {
    private Listing() {}

    /**
     * The part that a call asks for.
     *
     * @param list names the list, so that no cursor of another one is taken for one of its own
     * @param key what the list is sorted by, the greatest first; unique
     */
    public static <T> Page<T> page(Call<?> call, String list, List<T> items, Function<T, String> key) {
        int limit = call.limit(Call.MAX_LIMIT);
        String position = Cursor.position(list, call.queryParameter("cursor"));
        List<T> rest = items.stream()
                .filter(item -> position == null || key.apply(item).compareTo(position) < 0)
                .sorted(Comparator.comparing(key).reversed())
                .skip(call.offset())
                .toList();
        return rest.size() > limit
                ? new Page<>(rest.subList(0, limit), Cursor.of(list, key.apply(rest.get(limit - 1))))
                : new Page<>(rest, null);
    }
}
