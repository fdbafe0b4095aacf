package dev.multimail.functions.view;

import dev.multimail.mailbox.AllowlistEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Standing approvals in answers. */
public final class AllowlistViews {
    private AllowlistViews() {}

    public static Map<String, Object> of(AllowlistEntry entry) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", entry.id());
        view.put("pattern", entry.pattern());
        view.put("added_by", entry.addedBy());
        view.put("added_at", entry.addedAt().toEpochMilli());
        view.put("note", entry.note());
        return Nullables.present(view);
    }
}
