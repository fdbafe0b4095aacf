package dev.multimail.functions.simulation;

import dev.multimail.id.MessageId;
import dev.multimail.store.Tables;
import dev.multimail.store.testing.MemoryTables.Change;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What holds of every row of its kind, whoever writes it. */
final class RowLaws {
    /** The attribute that counts the versions of a row, by the beginning of its keys. */
    private static final Map<String, String> VERSIONS = Map.of(
            "MBX#/MSG#", "v",
            "MBX#/CFG", "mv",
            "ACC#/CFG", "v",
            "CODE#/CODE", "v",
            "LTR#/LTR", "v",
            "ACC#/DOM#", "v",
            "SIGNUP#/SIGNUP", "v",
            "DLV#/dlv_", "att");

    /** Rows that are written once and stay as they are. */
    private static final Set<String> WRITTEN_ONCE = Set.of("ADDR#/ADDR", "SPENT#/SPENT", "ACC#/MBX#", "MBX#/ALW#");

    private RowLaws() {}

    static void check(Change change, Tables tables) {
        if (change.table().equals(tables.audit())) {
            Law.require(change.before().isEmpty(), "the audit log is only appended to", change);
            return;
        }
        String kind = kind(change);
        boolean overwritten = !change.before().isEmpty() && !change.after().isEmpty();
        if (overwritten && WRITTEN_ONCE.contains(kind)) {
            Law.require(false, "a row of " + kind + " is written once", change);
        }
        String version = VERSIONS.get(kind);
        if (version != null && overwritten) {
            Law.require(
                    number(change.after(), version) == number(change.before(), version) + 1,
                    "each change of " + kind + " follows the one before it",
                    change);
        }
        if (kind.equals("ACC#/DOM#") && change.before().isEmpty()) {
            Law.require(number(change.after(), "v") == 1, "a domain that is gone stays gone", change);
        }
        if (kind.equals("ACC#/HOOK#") && !change.after().isEmpty()) {
            subscription(change);
        }
        if (kind.equals("TOKEN#/TOKEN") || kind.equals("ACC#/TOK#")) {
            Law.require(
                    !change.before().containsKey("revoked") || change.after().containsKey("revoked"),
                    "a revoked token stays revoked",
                    change);
        }
        if (kind.startsWith("RATE#/")) {
            Law.require(
                    number(change.after(), "n") == number(change.before(), "n") + 1, "a count grows by one", change);
        }
    }

    // Receivers check with the secret or with the one before it: neither may get lost.
    private static void subscription(Change change) {
        String secret = text(change.after(), "secret");
        Law.require(!secret.isEmpty() && !text(change.after(), "url").isEmpty(), "a webhook is whole", change);
        String before = text(change.before(), "secret");
        if (!before.isEmpty() && !before.equals(secret)) {
            Law.require(
                    text(change.after(), "old").equals(before),
                    "a secret stays beside the one that follows it",
                    change);
        }
    }

    /** The beginning of a row's keys, which says what it is. */
    static String kind(Change change) {
        Map<String, AttributeValue> row = change.after().isEmpty() ? change.before() : change.after();
        return beginning(text(row, Tables.PK)) + "/" + beginning(text(row, Tables.SK));
    }

    static String text(Map<String, AttributeValue> row, String name) {
        @Nullable AttributeValue value = row.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    static int number(Map<String, AttributeValue> row, String name) {
        @Nullable AttributeValue value = row.get(name);
        return value == null ? 0 : new BigDecimal(value.n()).intValueExact();
    }

    static List<String> texts(Map<String, AttributeValue> row, String name) {
        @Nullable AttributeValue value = row.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    private static String beginning(String key) {
        int hash = key.indexOf('#');
        if (hash >= 0) {
            return key.substring(0, hash + 1);
        }
        return key.startsWith("dlv_") ? "dlv_" : key;
    }

    /** The rows of the state table as they are after some changes. */
    static final class Rows {
        private final Map<String, Map<String, AttributeValue>> rows = new HashMap<>();

        Map<String, AttributeValue> get(String pk, String sk) {
            return rows.getOrDefault(pk + " " + sk, Map.of());
        }

        /** The rows that the sweep still looks for. */
        List<String> due() {
            return rows.entrySet().stream()
                    .filter(row -> row.getValue().containsKey(Tables.DUE_AT))
                    // How long a mailbox keeps its mail is looked at for ever.
                    .filter(row -> !row.getKey().endsWith(" KEEP"))
                    .map(row -> row.getKey() + " is due")
                    .sorted()
                    .toList();
        }

        /** The messages that have a body. */
        List<MessageId> bodies() {
            return rows.values().stream()
                    .filter(row -> text(row, Tables.PK).startsWith("BODY#"))
                    .flatMap(row -> MessageId.parse(text(row, Tables.PK).substring("BODY#".length())).stream())
                    .toList();
        }

        void apply(Change change) {
            Map<String, AttributeValue> named = change.after().isEmpty() ? change.before() : change.after();
            String key = text(named, Tables.PK) + " " + text(named, Tables.SK);
            if (change.after().isEmpty()) {
                rows.remove(key);
            } else {
                rows.put(key, change.after());
            }
        }
    }
}
