package dev.multimail.store.testing;

import dev.multimail.store.Tables;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB Local inside the tests' own process; whoever asks gets tables of their own in it. */
public final class EmbeddedTables {
    // Held strongly: java.util.logging forgets the levels of loggers that nobody holds.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");
    private static final AmazonDynamoDBLocal ENGINE = start();
    private static final AtomicInteger PAIRS = new AtomicInteger();

    private EmbeddedTables() {}

    private static AmazonDynamoDBLocal start() {
        SQLITE.setLevel(Level.OFF);
        return DynamoDBEmbedded.create(true);
    }

    /** A new, empty pair of tables. */
    public static Tables create() {
        int pair = PAIRS.incrementAndGet();
        Tables tables = new Tables("state-" + pair, "audit-" + pair);
        tables.definitions().forEach(definition -> client().createTable(definition));
        return tables;
    }

    public static DynamoDbClient client() {
        return ENGINE.dynamoDbClient();
    }

    public static DynamoDbStreamsClient streams() {
        return ENGINE.dynamoDbStreamsClient();
    }
}
