package dev.multimail.store.testing;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One part of a transaction: a row, the condition that it stands under, and what becomes of the row. */
sealed interface Part {
    String table();

    Given given();

    MemoryTable.RowKey key();

    /** The row after this part, empty if it is gone; {@code before} is empty if there was none. */
    Map<String, AttributeValue> applied(Map<String, AttributeValue> before);

    /** A condition with its names and values; without a text there is none. */
    record Given(@Nullable String condition, Map<String, String> names, Map<String, AttributeValue> values) {
        public Given {
            names = Map.copyOf(names);
            values = Map.copyOf(values);
        }
    }

    /** Writes a whole row. */
    record Put(String table, Given given, Map<String, AttributeValue> item) implements Part {
        @Override
        public MemoryTable.RowKey key() {
            return MemoryTable.RowKey.of(item);
        }

        @Override
        public Map<String, AttributeValue> applied(Map<String, AttributeValue> before) {
            return new TreeMap<>(item);
        }
    }

    /** Changes some attributes of a row, or makes it. */
    record Update(
            String table,
            Given given,
            MemoryTable.RowKey key,
            @Nullable String expression) implements Part {
        @Override
        public Map<String, AttributeValue> applied(Map<String, AttributeValue> before) {
            Map<String, AttributeValue> row = new TreeMap<>(before);
            row.putAll(key.attributes());
            return expression == null ? row : Expressions.updated(row, expression, given.names(), given.values());
        }
    }

    /** Takes a row away. */
    record Delete(String table, Given given, MemoryTable.RowKey key) implements Part {
        @Override
        public Map<String, AttributeValue> applied(Map<String, AttributeValue> before) {
            return Map.of();
        }
    }

    /** Looks at a row and leaves it. */
    record Check(String table, Given given, MemoryTable.RowKey key) implements Part {
        @Override
        public Map<String, AttributeValue> applied(Map<String, AttributeValue> before) {
            return before;
        }
    }

    static Part of(TransactWriteItem item) {
        if (item.put() != null) {
            var put = item.put();
            Given given = new Given(
                    put.conditionExpression(), put.expressionAttributeNames(), put.expressionAttributeValues());
            return new Put(put.tableName(), given, put.item());
        }
        if (item.update() != null) {
            var update = item.update();
            Given given = new Given(
                    update.conditionExpression(),
                    update.expressionAttributeNames(),
                    update.expressionAttributeValues());
            return new Update(
                    update.tableName(), given, MemoryTable.RowKey.of(update.key()), update.updateExpression());
        }
        if (item.delete() != null) {
            var delete = item.delete();
            Given given = new Given(
                    delete.conditionExpression(),
                    delete.expressionAttributeNames(),
                    delete.expressionAttributeValues());
            return new Delete(delete.tableName(), given, MemoryTable.RowKey.of(delete.key()));
        }
        var check = item.conditionCheck();
        Given given = new Given(
                check.conditionExpression(), check.expressionAttributeNames(), check.expressionAttributeValues());
        return new Check(check.tableName(), given, MemoryTable.RowKey.of(check.key()));
    }
}
