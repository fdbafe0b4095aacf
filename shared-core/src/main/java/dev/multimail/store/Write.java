package dev.multimail.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One part of a transaction, and the guard that it stands under: when its condition fails, {@link Transactions#commit}
 * names the guard.
 */
public record Write(TransactWriteItem item, Guard guard) {
    /** Why a transaction did not commit. */
    public enum Guard {
        /** The row should have been new. */
        NEW,
        /** The row changed since it was read. */
        VERSION,
        /** The idempotency key is taken. */
        IDEMPOTENCY,
        /** The mailbox's configuration changed since it was read. */
        MAILBOX,
        /** The approver is no longer one. */
        APPROVER,
        /** The address is taken. */
        ADDRESS,
        /** A recipient is suppressed. */
        SUPPRESSED,
        /** The mailbox submitted as many messages as it may for now. */
        SEND_RATE,
        /** The thread has as many answers to automatic mail as it may for now. */
        ANSWER_RATE,
        /** The account was exported within this hour already. */
        EXPORT_RATE
    }

    private static final String IS_NEW = "attribute_not_exists(" + Tables.PK + ")";

    static Write create(String table, Item item, Guard guard) {
        Put put = Put.builder()
                .tableName(table)
                .item(item.map())
                .conditionExpression(IS_NEW)
                .build();
        return new Write(TransactWriteItem.builder().put(put).build(), guard);
    }

    /** Writes a row that is new, or that is past its time though the table has not dropped it yet. */
    static Write createOrRenew(String table, Item item, String ttlName, Instant now, Guard guard) {
        Put put = Put.builder()
                .tableName(table)
                .item(item.map())
                .conditionExpression(IS_NEW + " OR #ttl <= :now")
                .expressionAttributeNames(Map.of("#ttl", ttlName))
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond()))))
                .build();
        return new Write(TransactWriteItem.builder().put(put).build(), guard);
    }

    static Write put(String table, Item item) {
        Put put = Put.builder().tableName(table).item(item.map()).build();
        return new Write(TransactWriteItem.builder().put(put).build(), Guard.NEW);
    }

    /** Writes a whole row, on condition that it exists. */
    static Write overwrite(String table, Item item) {
        Put put = Put.builder()
                .tableName(table)
                .item(item.map())
                .conditionExpression("attribute_exists(" + Tables.PK + ")")
                .build();
        return new Write(TransactWriteItem.builder().put(put).build(), Guard.VERSION);
    }

    static Write delete(String table, Key key) {
        Delete delete = Delete.builder().tableName(table).key(key.map()).build();
        return new Write(TransactWriteItem.builder().delete(delete).build(), Guard.VERSION);
    }

    /** Deletes a row, on condition that {@code versionName} still has the version that was read. */
    static Write delete(String table, Key key, String versionName, int version) {
        Delete delete = Delete.builder()
                .tableName(table)
                .key(key.map())
                .conditionExpression("#version = :version")
                .expressionAttributeNames(Map.of("#version", versionName))
                .expressionAttributeValues(Map.of(":version", AttributeValue.fromN(Integer.toString(version))))
                .build();
        return new Write(TransactWriteItem.builder().delete(delete).build(), Guard.VERSION);
    }

    static Write present(String table, Key key, Guard guard) {
        return check(table, key, "attribute_exists(" + Tables.PK + ")", Map.of(), Map.of(), guard);
    }

    static Write absent(String table, Key key, Guard guard) {
        return check(table, key, IS_NEW, Map.of(), Map.of(), guard);
    }

    static Write check(
            String table,
            Key key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Guard guard) {
        ConditionCheck.Builder check =
                ConditionCheck.builder().tableName(table).key(key.map()).conditionExpression(condition);
        if (!names.isEmpty()) {
            check.expressionAttributeNames(names);
        }
        if (!values.isEmpty()) {
            check.expressionAttributeValues(values);
        }
        return new Write(
                TransactWriteItem.builder().conditionCheck(check.build()).build(), guard);
    }

    /**
     * Replaces a row's attributes with those of {@code next}, on condition that {@code versionName} still has the
     * version that was read. Attributes that only others write, such as a task token, stay.
     */
    static Write replace(String table, Key key, Item before, Item next, String versionName, int version) {
        return update(table, key, before, next, versionName, AttributeValue.fromN(Integer.toString(version)));
    }

    /** Writes the attributes in which {@code next} differs, on condition that {@code fixedName} is what was read. */
    static Write amend(String table, Key key, Item before, Item next, String fixedName) {
        return update(table, key, before, next, fixedName, AttributeValue.fromS(before.need(fixedName)));
    }

    /**
     * Counts one more in a row that is dropped at {@code ttl}, on condition that it counted fewer than {@code limit}.
     */
    static Write count(String table, Key key, int limit, Instant ttl, Guard guard) {
        Update update = Update.builder()
                .tableName(table)
                .key(key.map())
                .updateExpression("ADD #count :one SET #ttl = :ttl")
                .conditionExpression("attribute_not_exists(#count) OR #count < :limit")
                .expressionAttributeNames(Map.of("#count", "n", "#ttl", Tables.TTL))
                .expressionAttributeValues(Map.of(
                        ":one", AttributeValue.fromN("1"),
                        ":limit", AttributeValue.fromN(Integer.toString(limit)),
                        ":ttl", AttributeValue.fromN(Long.toString(ttl.getEpochSecond()))))
                .build();
        return new Write(TransactWriteItem.builder().update(update).build(), guard);
    }

    private static Write update(
            String table, Key key, Item before, Item next, String fixedName, AttributeValue fixedValue) {
        StringJoiner sets = new StringJoiner(", ", "SET ", "").setEmptyValue("");
        StringJoiner removes = new StringJoiner(", ", " REMOVE ", "").setEmptyValue("");
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, AttributeValue> attribute : next.map().entrySet()) {
            String name = attribute.getKey();
            boolean same = attribute.getValue().equals(before.map().get(name));
            if (name.equals(Tables.PK) || name.equals(Tables.SK) || same) {
                continue;
            }
            names.put("#n" + index, name);
            values.put(":v" + index, attribute.getValue());
            sets.add("#n" + index + " = :v" + index);
            index++;
        }
        for (String name : before.map().keySet()) {
            if (!next.map().containsKey(name)) {
                names.put("#n" + index, name);
                removes.add("#n" + index);
                index++;
            }
        }
        names.put("#fixed", fixedName);
        values.put(":fixed", fixedValue);
        Update.Builder update = Update.builder()
                .tableName(table)
                .key(key.map())
                .conditionExpression("#fixed = :fixed")
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
        if (index > 0) {
            update.updateExpression(sets.toString() + removes);
        }
        return new Write(TransactWriteItem.builder().update(update.build()).build(), Guard.VERSION);
    }
}
