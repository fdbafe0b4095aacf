package dev.multimail.functions.view;

import dev.multimail.mailbox.Contact;
import java.util.LinkedHashMap;
import java.util.Map;

/** A contact in answers. */
public final class ContactViews {
    private ContactViews() {}

    public static Map<String, Object> of(Contact contact) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", contact.id());
        view.put("name", contact.name());
        view.put("email", contact.email());
        view.put("tags", contact.tags());
        view.put("created_at", contact.createdAt().toString());
        return view;
    }
}
