package dev.multimail.local;

import dev.multimail.local.data.Keyring;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a newcomer, the console and a test must know of a running service. */
final class Overview {
    private Overview() {}

    static Map<String, Object> of(LocalInstallation running) {
        Keyring keyring = running.keyring();
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("url", running.url().toString());
        overview.put("console_url", running.url() + "/_local/console");
        overview.put("smtp", running.smtpAddress());
        overview.put("smtp_port", running.smtpPort());
        overview.put("owner_key", keyring.ownerKey());
        overview.put("webhook_secret", null);
        overview.put("changes", running.changes());
        overview.put("now", running.services().clock().instant().toString());
        overview.put(
                "data",
                running.data() == null ? null : running.data().toAbsolutePath().toString());
        overview.put("mailboxes", mailboxes(running, keyring));
        return overview;
    }

    // The oldest first: the demonstration mailboxes stand before those that were made later.
    private static List<Map<String, Object>> mailboxes(LocalInstallation running, Keyring keyring) {
        return running.services().store().mailboxes().ofAccount(keyring.accountId()).reversed().stream()
                .map(mailbox -> mailbox(mailbox, keyring))
                .toList();
    }

    private static Map<String, Object> mailbox(Mailbox mailbox, Keyring keyring) {
        Optional<Keyring.Tokens> tokens = keyring.mailboxes().stream()
                .filter(known -> known.id().equals(mailbox.id().toString()))
                .findFirst();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("address", mailbox.address().toString());
        view.put("id", mailbox.id().toString());
        view.put("display_name", mailbox.displayName());
        view.put("oversight_mode", mailbox.mode().wire());
        view.put("token", tokens.map(Keyring.Tokens::token).orElse(null));
        view.put("test_token", tokens.map(Keyring.Tokens::testToken).orElse(null));
        view.put(
                "approver_emails",
                mailbox.approvers().stream().map(Address::toString).toList());
        return view;
    }
}
