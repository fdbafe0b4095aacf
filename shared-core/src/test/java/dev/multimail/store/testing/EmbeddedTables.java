package dev.multimail.store.testing;

import dev.multimail.store.Tables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * DynamoDB Local inside the tests' own process; whoever asks gets tables of their own in it. An engine becomes slower
 * with every transaction and stream record that it ever saw, so each serves a few pairs of tables, and the oldest ends
 * when many are newer.
 */
public final class EmbeddedTables {
    private static final int PAIRS_OF_AN_ENGINE = 20;
    private static final int ENGINES = 12;

    // Held strongly: java.util.logging forgets the levels of loggers that nobody holds.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");
    private static final Deque<AmazonDynamoDBLocal> RUNNING = new ArrayDeque<>();
    private static final Map<Tables, AmazonDynamoDBLocal> SERVED_BY = new HashMap<>();
    private static int pairs;

    private EmbeddedTables() {}

    /** A new, empty pair of tables. */
    public static synchronized Tables create() {
        if (pairs % PAIRS_OF_AN_ENGINE == 0) {
            startAnother();
        }
        pairs++;
        Tables tables = new Tables("state-" + pairs, "audit-" + pairs);
        AmazonDynamoDBLocal engine = RUNNING.getLast();
        SERVED_BY.put(tables, engine);
        tables.definitions().forEach(definition -> engine.dynamoDbClient().createTable(definition));
        return tables;
    }

    private static void startAnother() {
        SQLITE.setLevel(Level.OFF);
        if (RUNNING.size() == ENGINES) {
            AmazonDynamoDBLocal oldest = RUNNING.removeFirst();
            SERVED_BY.values().removeIf(oldest::equals);
            oldest.shutdownNow();
        }
        RUNNING.addLast(DynamoDBEmbedded.create(true));
    }

    private static synchronized AmazonDynamoDBLocal engine(Tables tables) {
        AmazonDynamoDBLocal engine = SERVED_BY.get(tables);
        if (engine == null) {
            throw new IllegalStateException(tables + " are too old: " + ENGINES + " engines are newer than theirs");
        }
        return engine;
    }

    /** The client of the engine that has these tables. */
    public static DynamoDbClient client(Tables tables) {
        return engine(tables).dynamoDbClient();
    }

    /** The same for their streams. */
    public static DynamoDbStreamsClient streams(Tables tables) {
        return engine(tables).dynamoDbStreamsClient();
    }
}
