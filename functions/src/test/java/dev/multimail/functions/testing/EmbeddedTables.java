package dev.multimail.functions.testing;

import dev.multimail.store.Tables;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB Local inside the tests' own process; each world has tables of its own in it. */
final class EmbeddedTables {
    // Held strongly: java.util.logging forgets the levels of loggers that nobody holds.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");
    private static final AmazonDynamoDBLocal ENGINE = start();
    private static final AtomicInteger WORLDS = new AtomicInteger();

    private EmbeddedTables() {}

    private static AmazonDynamoDBLocal start() {
        SQLITE.setLevel(Level.OFF);
        return DynamoDBEmbedded.create(true);
    }

    static Tables create() {
        int world = WORLDS.incrementAndGet();
        Tables tables = new Tables("state-" + world, "audit-" + world);
        tables.definitions().forEach(definition -> ENGINE.dynamoDbClient().createTable(definition));
        return tables;
    }

    static DynamoDbStreamsClient streams() {
        return ENGINE.dynamoDbStreamsClient();
    }

    static DynamoDbClient plain() {
        return ENGINE.dynamoDbClient();
    }

    /** A client whose every call goes through the faults. */
    static DynamoDbClient through(Faults faults) {
        DynamoDbClient real = ENGINE.dynamoDbClient();
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
