package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.inbound.Texts;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.view.AccountViews;
import dev.multimail.functions.view.AllowlistViews;
import dev.multimail.functions.view.ContactViews;
import dev.multimail.functions.view.CredentialViews;
import dev.multimail.functions.view.Cursor;
import dev.multimail.functions.view.DomainViews;
import dev.multimail.functions.view.MessageDetail;
import dev.multimail.functions.view.SuppressionViews;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.view.WebhookViews;
import dev.multimail.id.Lane;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Message;
import dev.multimail.store.Page;
import dev.multimail.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that an account has, as lines of JSON whose {@code kind} says what they are: {@code account}, {@code mailbox},
 * {@code allowlist_entry}, {@code contact}, {@code api_key}, {@code webhook}, {@code domain} and {@code suppression}
 * first, then each {@code email}, mailbox by mailbox, live and test, newest first. No secret is among them. Where more
 * follows, the last line is a {@code cursor}.
 */
public final class AccountExport {
    /** How many messages an answer has at most, each of which costs a read. */
    static final int MAX_MESSAGES = 100;

    // Lambda answers at most 6 MB. An answer ends when it has this many characters, and a message's texts are cut
    // so that one more fits.
    private static final int MAX_LENGTH = 1_000_000;
    private static final int MAX_TEXT_OCTETS = 500_000;
    private static final List<String> TEXT_FIELDS = List.of("markdown", "html_body");

    private final Call<?> call;
    private final Store store;
    private final List<String> lines = new ArrayList<>();
    private int length;

    private AccountExport(Call<?> call) {
        this.call = call;
        this.store = call.services().store();
    }

    /** The part of the export that the call's cursor asks for, or its beginning. */
    public static Page<String> page(Call<?> call) {
        return new AccountExport(call).page();
    }

    private Page<String> page() {
        String account = call.principal().accountId();
        String list = "export:" + account;
        String position = Cursor.position(list, call.queryParameter("cursor"));
        // In the order of their ids, which no mailbox that is made meanwhile disturbs.
        List<Mailbox> mailboxes = store.mailboxes().ofAccount(account).stream()
                .sorted(Comparator.comparing(mailbox -> mailbox.id().toString()))
                .toList();
        if (position == null) {
            settings(account, mailboxes);
        }
        String next = Cursor.of(list, messages(lanes(mailboxes), position));
        if (next != null) {
            add("cursor", Map.of("cursor", next));
        }
        return new Page<>(lines, next);
    }

    private void settings(String account, List<Mailbox> mailboxes) {
        store.accounts().get(account).ifPresent(row -> add("account", AccountViews.of(row)));
        for (Mailbox mailbox : mailboxes) {
            String id = mailbox.id().toString();
            add("mailbox", Views.mailbox(mailbox));
            store.allowlists().of(mailbox.id()).forEach(entry -> add("allowlist_entry", AllowlistViews.of(entry), id));
            for (Lane lane : Lane.both(mailbox.id())) {
                store.contacts().all(lane).forEach(contact -> add("contact", ContactViews.of(contact), id));
            }
        }
        store.credentials().ofAccount(account).forEach(row -> add("api_key", CredentialViews.of(row)));
        store.webhooks().ofAccount(account).forEach(row -> add("webhook", WebhookViews.of(row)));
        store.domains().ofAccount(account).forEach(row -> add("domain", DomainViews.of(row)));
        store.suppressions().ofAccount(account).forEach(row -> add("suppression", SuppressionViews.of(row)));
    }

    private static List<Lane> lanes(List<Mailbox> mailboxes) {
        return mailboxes.stream()
                .flatMap(mailbox -> Lane.both(mailbox.id()).stream())
                .toList();
    }

    // Where the rest begins, or null at the end: the traffic and the last message of it that was given.
    private @Nullable String messages(List<Lane> lanes, @Nullable String position) {
        int left = MAX_MESSAGES;
        String from = position == null ? "" : position.substring(0, position.indexOf(' '));
        String after = position == null ? "" : position.substring(position.indexOf(' ') + 1);
        for (Lane lane :
                lanes.stream().dropWhile(lane -> name(lane).compareTo(from) < 0).toList()) {
            String start = name(lane).equals(from) && !after.isEmpty() ? after : null;
            for (Message message :
                    store.messages().newest(lane, left + 1, start, any -> true).items()) {
                if (left == 0 || length > MAX_LENGTH) {
                    return name(lane) + " " + (start == null ? "" : start);
                }
                add("email", email(message), lane.mailbox().toString());
                start = message.id().ulid();
                left--;
            }
        }
        return null;
    }

    private static String name(Lane lane) {
        return lane.mailbox() + (lane.live() ? "" : "#test");
    }

    private Map<String, Object> email(Message message) {
        Map<String, Object> view = new LinkedHashMap<>(MessageDetail.of(
                message,
                store.bodies().get(message.id()).orElse(null),
                call.services().settings()));
        view.remove("text_body");
        view.remove("body");
        view.put("test", !message.id().live());
        view.put("truncated", Texts.cutToOctets(view, TEXT_FIELDS, MAX_TEXT_OCTETS));
        return view;
    }

    private void add(String kind, Map<String, Object> view, String mailboxId) {
        Map<String, Object> line = new LinkedHashMap<>(view);
        line.put("mailbox_id", mailboxId);
        add(kind, line);
    }

    private void add(String kind, Map<String, Object> view) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.putAll(view);
        String text = Json.write(line);
        length += text.length();
        lines.add(text);
    }
}
