package dev.multimail.functions.testing;

import dev.multimail.store.Tables;
import dev.multimail.store.testing.EmbeddedTables;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB behind faults. */
final class FaultyClient {
    private FaultyClient() {}

    /** A client whose every call goes through the faults. */
    static DynamoDbClient through(Faults faults, Tables tables) {
        DynamoDbClient real = EmbeddedTables.client(tables);
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
                    int number = request ? faults.begin(method.getName()) : -1;
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (request) {
                            faults.end(number, method.getName());
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
