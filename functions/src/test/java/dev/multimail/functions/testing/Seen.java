package dev.multimail.functions.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What each function was seen to ask of AWS: IAM's actions on the resources that {@code grants.txt} names. */
public final class Seen {
    private final ThreadLocal<Deque<String>> acting = ThreadLocal.withInitial(ArrayDeque::new);
    private final Map<String, SortedSet<String>> byFunction = new TreeMap<>();

    /** Everything that this work asks for is asked by the function of this name. Threads act beside each other. */
    public <T> T as(String function, Supplier<T> work) {
        acting.get().push(function);
        begin(function);
        try {
            return work.get();
        } finally {
            acting.get().pop();
        }
    }

    private synchronized void begin(String function) {
        byFunction.computeIfAbsent(function, name -> new TreeSet<>());
    }

    /** By function: a resource and an action each. */
    public synchronized Map<String, SortedSet<String>> byFunction() {
        return Map.copyOf(byFunction);
    }

    /** The function that acts asked for this. What no function does, such as a test's own look, is not counted. */
    public synchronized void saw(String resource, String action) {
        String function = acting.get().peek();
        if (function != null) {
            byFunction.computeIfAbsent(function, name -> new TreeSet<>()).add(resource + " " + action);
        }
    }

    void saw(SdkRequest request) {
        switch (request) {
            case GetItemRequest get -> table(get.tableName(), "GetItem");
            case PutItemRequest put -> table(put.tableName(), "PutItem");
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().forEach(name -> table(name, "BatchGetItem"));
            case QueryRequest query ->
                saw(
                        resource(query.tableName()) + (query.indexName() == null ? "" : "/" + query.indexName()),
                        "dynamodb:Query");
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().forEach(this::part);
            default -> throw new IllegalArgumentException("no function makes this call: " + request);
        }
    }

    private void part(TransactWriteItem part) {
        if (part.put() != null) {
            table(part.put().tableName(), "PutItem");
        } else if (part.update() != null) {
            table(part.update().tableName(), "UpdateItem");
        } else if (part.delete() != null) {
            table(part.delete().tableName(), "DeleteItem");
        } else {
            table(part.conditionCheck().tableName(), "ConditionCheckItem");
        }
    }

    private void table(String name, String action) {
        saw(resource(name), "dynamodb:" + action);
    }

    private static String resource(String table) {
        return table.contains("audit") ? "audit" : "state";
    }

    /** A call of one of the ports, in the terms of its adapter on AWS. */
    void sawPort(String call) {
        switch (call) {
            case "parking.park" -> saw("await", "states:StartExecution");
            case "parking.endWait" -> {
                saw("state", "dynamodb:GetItem");
                saw("await", "states:SendTaskSuccess");
            }
            case "bus.publish" -> saw("bus", "events:PutEvents");
            case "queue.send" -> {
                saw("outbound", "sqs:SendMessage");
                saw("webhooks", "sqs:SendMessage");
                saw("schedule", "states:StartExecution");
            }
            case "live.send" -> saw("ses", "ses:SendEmail");
            case "kept.send" -> {
                saw("kept", "s3:PutObject");
                saw("bus", "events:PutEvents");
            }
            default -> throw new IllegalArgumentException("no port: " + call);
        }
    }
}
