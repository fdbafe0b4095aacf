package dev.multimail.functions.openapi;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.lookup.Waiting;
import dev.multimail.policy.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The query parameters of each operation. */
public final class Queries {
    private static final Query MAILBOX = text("mailbox", "The mailbox, by id or address; an agent's own without it.");
    private static final Query TEST = flag("test", "For a key: the mailbox's test traffic instead of its live one.");
    private static final Query LIMIT = number("limit", 1, Call.MAX_LIMIT, "How many entries.");
    private static final Query CURSOR = text("cursor", "Where the next part begins: the cursor of the part before.");
    private static final Query OFFSET = number("offset", 0, Call.MAX_OFFSET, "How many entries to pass over.");
    private static final Query TIMEOUT =
            number("timeout_seconds", 0, (int) Waiting.LONGEST.toSeconds(), "How long to wait.");
    private static final List<Query> INBOX = List.of(
            text("status", "A state, such as unread or pending, or spam_flagged or spam_quarantined."),
            text("direction", "inbound or outbound."),
            text("sender", "A part of the sender's name or address."),
            text("subject_contains", "A part of the subject."),
            text("date_after", "A time (RFC 3339) or a day: later ones only."),
            text("date_before", "A time (RFC 3339) or a day: earlier ones only."),
            flag("has_attachments", "Whether files are attached."),
            text("since_id", "What came after this message."));
    private static final List<Query> AUDIT = List.of(
            text("action", "An action, such as send_email or message.sent."),
            text("outcome", "ok, or an error's code."),
            text("actor", "Who acted, as records name them."),
            text("resource_id", "The id of what it was about."),
            text("date_after", "A time (RFC 3339) or a day: later ones only."),
            text("date_before", "A time (RFC 3339) or a day: earlier ones only."));

    private Queries() {}

    /**
     * One query parameter.
     *
     * @param schema its JSON Schema
     */
    public record Query(String name, Map<String, Object> schema, String description) {
        public Query {
            schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
        }
    }

    /** The query parameters of an operation at a path. */
    public static List<Query> of(Operation operation, String path) {
        List<Query> queries = new ArrayList<>();
        if (NAMED_BY_QUERY.contains(operation) && !path.contains("{mailbox}")) {
            queries.add(MAILBOX);
        }
        queries.addAll(OWN.getOrDefault(operation, List.of()));
        return List.copyOf(queries);
    }

    private static final Set<Operation> NAMED_BY_QUERY = EnumSet.of(
            Operation.CHECK_INBOX,
            Operation.GET_THREAD,
            Operation.LIST_THREADS,
            Operation.LIST_SPAM,
            Operation.LIST_CONTACTS,
            Operation.ADD_CONTACT,
            Operation.DELETE_CONTACT,
            Operation.LIST_PENDING,
            Operation.LIST_TOKENS,
            Operation.READ_AUDIT_LOG,
            Operation.EXPORT_AUDIT_LOG);

    private static final Map<Operation, List<Query>> OWN = Map.ofEntries(
            Map.entry(Operation.CHECK_INBOX, all(INBOX, LIMIT, CURSOR, OFFSET, TEST)),
            Map.entry(Operation.LIST_SPAM, all(INBOX, LIMIT, CURSOR)),
            Map.entry(Operation.WAIT_FOR_EMAIL, all(INBOX, TIMEOUT, TEST)),
            Map.entry(Operation.WAIT_FOR_DECISION, List.of(TIMEOUT)),
            Map.entry(Operation.GET_THREAD, List.of(TEST)),
            Map.entry(Operation.LIST_THREADS, List.of(LIMIT, CURSOR, TEST)),
            Map.entry(
                    Operation.LIST_CONTACTS,
                    List.of(text("q", "A part of the name or address."), text("query", "The same as q."), TEST)),
            Map.entry(Operation.ADD_CONTACT, List.of(TEST)),
            Map.entry(Operation.DELETE_CONTACT, List.of(TEST)),
            Map.entry(Operation.LIST_PENDING, List.of(LIMIT, CURSOR)),
            Map.entry(Operation.LIST_MAILBOXES, List.of(LIMIT, CURSOR, OFFSET)),
            Map.entry(Operation.LIST_ALLOWLIST, List.of(LIMIT, CURSOR, OFFSET)),
            Map.entry(Operation.LIST_SUPPRESSION, List.of(LIMIT, CURSOR, OFFSET)),
            Map.entry(Operation.LIST_DELIVERIES, List.of(LIMIT, CURSOR)),
            Map.entry(Operation.READ_AUDIT_LOG, all(AUDIT, LIMIT, CURSOR)),
            Map.entry(
                    Operation.EXPORT_AUDIT_LOG,
                    all(
                            AUDIT,
                            CURSOR,
                            text(
                                    "form",
                                    "newest, or sealed: the log of the mailbox, or without one of what concerns no"
                                            + " mailbox, oldest first, each batch with its seal, without filters."))),
            Map.entry(Operation.EXPORT_ACCOUNT, List.of(CURSOR)),
            Map.entry(
                    Operation.GET_USAGE,
                    List.of(
                            text("from", "The first day, such as 2027-01-01; the first of this month without it."),
                            text("to", "The last day; today without it."),
                            text("breakdown", "daily or summary."),
                            text("period", "The same as breakdown."))));

    private static List<Query> all(List<Query> first, Query... more) {
        List<Query> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static Query text(String name, String description) {
        return new Query(name, Schemas.parameter(), description);
    }

    private static Query number(String name, int least, int most, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("format", "int32");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return new Query(name, schema, description + " From " + least + " to " + most + ".");
    }

    private static Query flag(String name, String description) {
        return new Query(name, Map.of("type", "boolean"), description);
    }
}
