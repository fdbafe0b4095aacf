package dev.multimail.store.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the condition, key condition and update expressions that the store writes (Amazon DynamoDB Developer Guide,
 * "Using expressions"), with their names and values in place. What the store never writes is refused, so that nothing
 * is understood by accident.
 */
final class Expressions {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?\\w+|<=|>=|[=<>(),])");

    // The store writes few texts, and the same ones over and over.
    private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();

    private final List<String> tokens;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private int next;

    private Expressions(String text, Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
        tokens = READ.computeIfAbsent(text, Expressions::tokens);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("unknown at " + end + " of: " + text);
        }
        return List.copyOf(tokens);
    }

    /** Reads a condition: one part for each of what must hold together. */
    static List<Condition> conjuncts(String text, Map<String, String> names, Map<String, AttributeValue> values) {
        Expressions expressions = new Expressions(text, names, values);
        Condition condition = expressions.or();
        expressions.requireEnd();
        return condition instanceof Condition.And and ? and.parts() : List.of(condition);
    }

    /** Makes an update of a row, whose other attributes stay. */
    static Map<String, AttributeValue> updated(
            Map<String, AttributeValue> row,
            String text,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        Expressions expressions = new Expressions(text, names, values);
        Map<String, AttributeValue> updated = new TreeMap<>(row);
        while (expressions.next < expressions.tokens.size()) {
            expressions.clause(updated);
        }
        return updated;
    }

    private void clause(Map<String, AttributeValue> row) {
        String clause = take();
        do {
            String name = name();
            switch (clause) {
                case "SET" -> {
                    require("=");
                    row.put(name, value());
                }
                case "REMOVE" -> row.remove(name);
                case "ADD" -> row.merge(name, value(), Expressions::sum);
                default -> throw new IllegalArgumentException("no clause: " + clause);
            }
        } while (accept(","));
    }

    private static AttributeValue sum(AttributeValue one, AttributeValue other) {
        return AttributeValue.fromN(
                new BigDecimal(one.n()).add(new BigDecimal(other.n())).toPlainString());
    }

    private Condition or() {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (accept("OR")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.Or(parts);
    }

    private Condition and() {
        List<Condition> parts = new ArrayList<>(atom());
        while (accept("AND")) {
            parts.addAll(atom());
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
    }

    private List<Condition> atom() {
        String first = take();
        return switch (first) {
            case "attribute_exists" -> List.of(new Condition.Exists(argument(), true));
            case "attribute_not_exists" -> List.of(new Condition.Exists(argument(), false));
            case "begins_with" -> {
                require("(");
                Condition found = new Condition.BeginsWith(nameThenComma(), value());
                require(")");
                yield List.of(found);
            }
            case "contains" -> {
                require("(");
                Condition found = new Condition.Contains(nameThenComma(), value());
                require(")");
                yield List.of(found);
            }
            default -> comparison(resolved(first));
        };
    }

    private List<Condition> comparison(String name) {
        String operator = take();
        if (!operator.equals("BETWEEN")) {
            return List.of(new Condition.Compares(name, operator, value()));
        }
        Condition from = new Condition.Compares(name, ">=", value());
        require("AND");
        return List.of(from, new Condition.Compares(name, "<=", value()));
    }

    private String argument() {
        require("(");
        String name = name();
        require(")");
        return name;
    }

    private String nameThenComma() {
        String name = name();
        require(",");
        return name;
    }

    private String name() {
        return resolved(take());
    }

    private String resolved(String token) {
        if (!token.startsWith("#")) {
            return token;
        }
        String name = names.get(token);
        if (name == null) {
            throw new IllegalArgumentException("no name for " + token);
        }
        return name;
    }

    private AttributeValue value() {
        String token = take();
        AttributeValue value = values.get(token);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + token);
        }
        return value;
    }

    private String take() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("an expression ends too early");
        }
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        boolean found = next < tokens.size() && tokens.get(next).equals(token);
        if (found) {
            next++;
        }
        return found;
    }

    private void require(String token) {
        if (!accept(token)) {
            throw new IllegalArgumentException("missing " + token + " in " + tokens);
        }
    }

    private void requireEnd() {
        if (next < tokens.size()) {
            throw new IllegalArgumentException("too much in " + tokens);
        }
    }
}
