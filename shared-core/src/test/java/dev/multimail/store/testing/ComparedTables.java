package dev.multimail.store.testing;

import dev.multimail.store.Tables;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Tables in memory beside tables of DynamoDB Local: every call goes to both, and their answers must be the same. */
public final class ComparedTables {
    private ComparedTables() {}

    /**
     * A client of both. It throws {@link AssertionError} when they differ.
     *
     * @param local tables of {@link EmbeddedTables}
     * @param memory of the same names
     */
    public static DynamoDbClient client(Tables local, MemoryTables memory) {
        DynamoDbClient real = EmbeddedTables.client(local);
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    boolean one = arguments != null && arguments.length == 1;
                    if (method.getName().endsWith("Paginator") || (one && arguments[0] instanceof Consumer<?>)) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (!one || !(arguments[0] instanceof SdkRequest request)) {
                        return call(real, method, arguments);
                    }
                    return both(real, memory, method, request);
                });
    }

    private static Object both(DynamoDbClient real, DynamoDbClient memory, Method method, SdkRequest request)
            throws Throwable {
        Object expected = attempt(real, method, request);
        Object actual = attempt(memory, method, request);
        Object same = comparable(expected, request);
        Object other = comparable(actual, request);
        if (!same.equals(other)) {
            throw new AssertionError(method.getName() + " " + request + "\nlocal:  " + same + "\nmemory: " + other);
        }
        if (expected instanceof DynamoDbException refusal) {
            throw refusal;
        }
        return expected;
    }

    private static Object attempt(DynamoDbClient client, Method method, SdkRequest request) throws Throwable {
        try {
            return call(client, method, new Object[] {request});
        } catch (DynamoDbException refusal) {
            return refusal;
        }
    }

    private static Object call(DynamoDbClient client, Method method, Object[] arguments) throws Throwable {
        try {
            return Objects.requireNonNullElse(method.invoke(client, arguments), "nothing");
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Object comparable(Object answer, SdkRequest request) {
        return switch (answer) {
            case GetItemResponse get -> get.item();
            case BatchGetItemResponse batch ->
                batch.responses().values().stream()
                        .flatMap(List::stream)
                        .sorted(byText())
                        .toList();
            case QueryResponse query -> List.of(items(query, request), query.count(), query.lastEvaluatedKey());
            case PutItemResponse _, TransactWriteItemsResponse _ -> "written";
            case TransactionCanceledException canceled ->
                canceled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .toList();
            case DynamoDbException refusal -> refusal.getClass().getSimpleName();
            default -> throw new IllegalArgumentException("not compared: " + answer);
        };
    }

    // A global index sorts rows of the same time as it likes.
    private static List<Map<String, AttributeValue>> items(QueryResponse query, SdkRequest request) {
        boolean anyOrder = request instanceof QueryRequest asked && Tables.DUE_INDEX.equals(asked.indexName());
        return anyOrder ? query.items().stream().sorted(byText()).toList() : query.items();
    }

    private static Comparator<Map<String, AttributeValue>> byText() {
        return Comparator.comparing(row -> new java.util.TreeMap<>(row).toString());
    }
}
