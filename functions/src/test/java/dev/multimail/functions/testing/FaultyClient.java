package dev.multimail.functions.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB behind faults. */
final class FaultyClient {
    private FaultyClient() {}

    /** A client whose every call goes through the faults. */
    static DynamoDbClient through(Faults faults, DynamoDbClient real) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    boolean call = arguments != null
                            && arguments.length == 1
                            && !method.getName().equals("equals");
                    boolean request = call && arguments[0] instanceof SdkRequest;
                    boolean pages = method.getName().endsWith("Paginator");
                    if (pages || (call && !request && arguments[0] instanceof Consumer<?>)) {
                        // These are default methods over the others: let them come back as calls, one a page.
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (request) {
                        faults.seen().saw((SdkRequest) arguments[0]);
                    }
                    return request
                            ? faults.through(method.getName(), () -> invoke(real, method, arguments))
                            : invoke(real, method, arguments);
                });
    }

    private static Object invoke(DynamoDbClient real, Method method, Object[] arguments) {
        try {
            return Objects.requireNonNullElse(method.invoke(real, arguments), "nothing");
        } catch (InvocationTargetException thrown) {
            switch (Objects.requireNonNull(thrown.getCause())) {
                case RuntimeException refusal -> throw refusal;
                case Error error -> throw error;
                default -> throw new IllegalStateException(thrown);
            }
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
