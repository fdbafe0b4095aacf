package dev.multimail.store.testing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a condition expression says of a row; a row that does not exist has no attributes. */
sealed interface Condition {
    /** Whether it holds for these attributes. */
    boolean holds(Map<String, AttributeValue> row);

    /** Any of them holds. */
    record Or(List<Condition> parts) implements Condition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            return parts.stream().anyMatch(part -> part.holds(row));
        }
    }

    /** All of them hold. */
    record And(List<Condition> parts) implements Condition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            return parts.stream().allMatch(part -> part.holds(row));
        }
    }

    /** The row has the attribute, or has it not. */
    record Exists(String name, boolean wanted) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            return row.containsKey(name) == wanted;
        }
    }

    /** The attribute is a text that begins like this. */
    record BeginsWith(String name, AttributeValue prefix) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            AttributeValue value = row.get(name);
            return value != null && value.s() != null && value.s().startsWith(prefix.s());
        }
    }

    /** The attribute is a list that has this value. */
    record Contains(String name, AttributeValue element) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            AttributeValue value = row.get(name);
            if (value != null && !value.hasL()) {
                throw new IllegalArgumentException("contains of other than a list: " + value);
            }
            return value != null && value.l().contains(element);
        }
    }

    /** The attribute compares like this to a value of its own type; of another type, or absent, it never does. */
    record Compares(String name, String operator, AttributeValue to) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> row) {
            AttributeValue value = row.get(name);
            if (value == null || value.type() != to.type()) {
                return false;
            }
            return switch (operator) {
                case "=" -> value.equals(to);
                case "<" -> order(value, to) < 0;
                case "<=" -> order(value, to) <= 0;
                case ">" -> order(value, to) > 0;
                case ">=" -> order(value, to) >= 0;
                default -> throw new IllegalArgumentException("no operator: " + operator);
            };
        }
    }

    /** How two texts or two numbers sort. */
    static int order(AttributeValue one, AttributeValue other) {
        String text = one.s();
        String number = one.n();
        if (text != null) {
            return text.compareTo(need(other.s()));
        }
        if (number != null) {
            return new BigDecimal(number).compareTo(new BigDecimal(need(other.n())));
        }
        throw new IllegalArgumentException("only texts and numbers sort: " + one);
    }

    private static String need(@Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("values of two types do not compare");
        }
        return value;
    }
}
