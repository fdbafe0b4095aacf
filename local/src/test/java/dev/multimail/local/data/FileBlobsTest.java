package dev.multimail.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.message.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aKeyStaysWithinTheFolder() {
        FileBlobs blobs = new FileBlobs(folder.resolve("blobs"));
        assertThatThrownBy(() -> blobs.put("../outside", Octets.owning(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("outside")).doesNotExist();
    }
}
