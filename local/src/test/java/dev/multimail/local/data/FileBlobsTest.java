package dev.multimail.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.message.Octets;
import dev.multimail.store.Bodies;
import dev.multimail.store.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsPutIsThereForTheNextProcess() {
        Octets content = Octets.owning(new byte[] {1, 0, -1});
        new FileBlobs(folder).put("inbound/one", content);

        assertThat(new FileBlobs(folder).get("inbound/one")).hasValue(content);
        assertThat(new FileBlobs(folder).get("inbound/two")).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneHoweverOften() {
        FileBlobs blobs = new FileBlobs(folder);
        blobs.put("inbound/one", Octets.owning(new byte[10]));
        blobs.delete("inbound/one");
        blobs.delete("inbound/one");

        assertThat(blobs.get("inbound/one")).isEmpty();
    }

    @Test
    void aWriteLeavesNothingElseBehind() throws IOException {
        FileBlobs blobs = new FileBlobs(folder);
        blobs.put("inbound/one", Octets.owning(new byte[10]));
        blobs.put("inbound/one", Octets.owning(new byte[20]));

        try (Stream<Path> files = Files.list(folder.resolve("inbound"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("one");
        }
        assertThat(blobs.get("inbound/one")).map(Octets::size).hasValue(20);
    }

    @Test
    void anEditedLargeBodyStandsBesideTheFirst() {
        try (Database database = Database.open(null)) {
            Bodies bodies = new Bodies(database.client(), database.tables(), new FileBlobs(folder));
            Transactions transactions = new Transactions(database.client(), new Random(1));
            MessageId id = new MessageId("0".repeat(26), new MailboxId("0000000001"), true);
            Octets first = Octets.owning(new byte[Bodies.INLINE_LIMIT + 1]);
            Octets edited = Octets.owning(new byte[Bodies.INLINE_LIMIT + 2]);
            transactions.require(List.of(bodies.create(id, first)));
            transactions.require(bodies.replace(id, edited, "hash"));
            assertThat(bodies.get(id)).hasValue(edited);
        }
    }

    @Test
    void aKeyStaysWithinTheFolder() {
        FileBlobs blobs = new FileBlobs(folder.resolve("blobs"));
        assertThatThrownBy(() -> blobs.put("../outside", Octets.owning(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("outside")).doesNotExist();
    }
}
