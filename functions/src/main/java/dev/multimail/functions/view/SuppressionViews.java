package dev.multimail.functions.view;

import dev.multimail.mailbox.Suppression;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An address that nothing is sent to any more, in answers. */
public final class SuppressionViews {
    private SuppressionViews() {}

    public static Map<String, Object> of(Suppression entry) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", entry.address());
        view.put("email_address", entry.address());
        view.put("reason", entry.reason());
        view.put("mailbox_id", null);
        view.put("created_at", entry.at().toString());
        return Nullables.present(view);
    }
}
