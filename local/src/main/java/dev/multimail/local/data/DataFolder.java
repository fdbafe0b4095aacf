package dev.multimail.local.data;

import dev.multimail.effect.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where everything is kept: a folder that one process at a time uses, or memory alone. */
public final class DataFolder implements AutoCloseable {
    private final @Nullable Path folder;
    private final @Nullable FileChannel lock;

    private DataFolder(@Nullable Path folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** The folder cannot be used, for a reason that a person can read. */
    public static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String sentence) {
            super(sentence);
        }
    }

    /**
     * Takes a folder, which is made if it is absent.
     *
     * @throws Unusable if another process uses it, or it cannot be made or written
     */
    public static DataFolder take(Path folder) throws Unusable {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw new Unusable("Another MultiMail uses the folder " + folder
                        + ". Stop it, or name another folder with --data.");
            }
            return new DataFolder(folder, channel);
        } catch (Unusable unusable) {
            throw unusable;
        } catch (IOException e) {
            throw new Unusable("The folder " + folder + " cannot be used: " + e.getMessage());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException withinThisProcess) {
            return null;
        }
    }

    /** Nothing outlives the process. */
    public static DataFolder ephemeral() {
        return new DataFolder(null, null);
    }

    /** The folder, null if there is none. */
    public @Nullable Path path() {
        return folder;
    }

    /** The file of the tables, null in memory. */
    public @Nullable Path database() {
        return in("state.db");
    }

    /** The file of the keys, null in memory. */
    public @Nullable Path keys() {
        return in("keys.json");
    }

    public Blobs blobs() {
        return folder == null ? new MemoryBlobs() : new FileBlobs(folder.resolve("blobs"));
    }

    /** How far the effects of changes are done. */
    public Checkpoint checkpoint() {
        return checkpoint("stream.checkpoint");
    }

    /** How far the audit log is sealed. */
    public Checkpoint sealed() {
        return checkpoint("audit.checkpoint");
    }

    private Checkpoint checkpoint(String name) {
        return folder == null ? Checkpoint.inMemory() : Checkpoint.in(folder.resolve(name));
    }

    private @Nullable Path in(String name) {
        return folder == null ? null : folder.resolve(name);
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
