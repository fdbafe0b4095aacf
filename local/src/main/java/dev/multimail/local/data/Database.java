package dev.multimail.local.data;

import dev.multimail.store.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** DynamoDB Local inside this process, with the service's tables. */
public final class Database implements AutoCloseable {
    // Held here, since the logging system forgets the level of a logger that nobody holds.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private final AmazonDynamoDBLocal engine;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final Tables tables;

    private Database(AmazonDynamoDBLocal engine, Tables tables) {
        this.engine = engine;
        this.client = engine.dynamoDbClient();
        this.streams = engine.dynamoDbStreamsClient();
        this.tables = tables;
    }

    /** Opens the database of a file, or one in memory if there is no file, and makes the tables that it lacks. */
    public static Database open(@Nullable Path file) {
        SQLITE.setLevel(Level.OFF);
        AmazonDynamoDBLocal engine =
                file == null ? DynamoDBEmbedded.create(true) : DynamoDBEmbedded.create(file.toFile(), true);
        Database database = new Database(engine, Tables.standard());
        database.makeTables();
        return database;
    }

    private void makeTables() {
        List<String> present = client.listTables().tableNames();
        List<CreateTableRequest> wanted = new ArrayList<>(tables.definitions());
        wanted.add(Outbox.TABLE);
        wanted.stream().filter(table -> !present.contains(table.tableName())).forEach(client::createTable);
    }

    public DynamoDbClient client() {
        return client;
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    public Tables tables() {
        return tables;
    }

    /**
     * Returns once every transaction that was answered is on disk. DynamoDB Local answers a transaction when its commit
     * is queued; its one queue is in order, so a read that comes back comes after each commit before it. Whoever tells
     * somebody outside that a thing is kept waits for this, or a process killed at that moment has promised what it
     * lost.
     */
    public void awaitCommits() {
        client.getItem(request -> request.tableName(Outbox.TABLE.tableName()).key(Outbox.NO_ROW));
    }

    /** The stream of the state table's changes. */
    public String stateStream() {
        return stream(tables.state());
    }

    /** The stream of what is appended to the audit log. */
    public String auditStream() {
        return stream(tables.audit());
    }

    private String stream(String table) {
        return client.describeTable(request -> request.tableName(table)).table().latestStreamArn();
    }

    @Override
    public void close() {
        engine.shutdownNow();
    }
}
