package dev.multimail.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What is on disk when the service says that it keeps something. */
class DatabaseTest {
    private static final int TRANSACTIONS = 12;

    @TempDir
    private Path folder;

    @Test
    void aTransactionThatWasAwaitedIsInTheFile() throws IOException {
        Path live = Files.createDirectory(folder.resolve("live"));
        try (Database database = Database.open(live.resolve("state.db"))) {
            for (int number = 0; number < TRANSACTIONS; number++) {
                write(database, number);
                database.awaitCommits();
                // What a process that is killed here would leave.
                copy(live, Files.createDirectory(folder.resolve("killed" + number)));
            }
        }
        for (int number = 0; number < TRANSACTIONS; number++) {
            try (Database left = Database.open(folder.resolve("killed" + number).resolve("state.db"))) {
                assertThat(has(left, number)).as("row %d, awaited", number).isTrue();
            }
        }
    }

    private static boolean has(Database database, int number) {
        return database.client()
                .getItem(request -> request.tableName(database.tables().state()).key(key(number)))
                .hasItem();
    }

    // Two rows, since what answers early is a transaction.
    private static void write(Database database, int number) {
        DynamoDbClient client = database.client();
        client.transactWriteItems(request -> request.transactItems(List.of(key(number), key(number + 1_000)).stream()
                .map(key -> TransactWriteItem.builder()
                        .put(put -> put.tableName(database.tables().state()).item(key))
                        .build())
                .toList()));
    }

    private static Map<String, AttributeValue> key(int number) {
        return Map.of("pk", AttributeValue.fromS("row"), "sk", AttributeValue.fromS("row " + number));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
