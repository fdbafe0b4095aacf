package dev.multimail.functions.view;

import dev.multimail.mailbox.Contact;
import java.util.List;

/** A contact in answers. */
public record ContactView(String id, String name, String email, List<String> tags, String createdAt) {
    public ContactView {
        tags = List.copyOf(tags);
    }

    public static ContactView of(Contact contact) {
        return new ContactView(
                contact.id(),
                contact.name(),
                contact.email(),
                contact.tags(),
                contact.createdAt().toString());
    }
}
