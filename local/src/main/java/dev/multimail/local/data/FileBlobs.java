package dev.multimail.local.data;

import dev.multimail.effect.Blobs;
import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Blobs as files of one folder. */
public final class FileBlobs implements Blobs {
    private final Path folder;

    public FileBlobs(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void put(String key, Octets content) {
        Path file = file(key);
        try {
            Files.createDirectories(file.resolveSibling("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFiles.replace(file, content.toByteArray());
    }

    @Override
    public Optional<Octets> get(String key) {
        return WholeFiles.read(file(key));
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String key) {
        Path file = folder.resolve(key).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("a blob's key stays within its folder");
        }
        return file;
    }
}
