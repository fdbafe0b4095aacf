package dev.multimail.local.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the effects of a table's changes are done. */
public final class Checkpoint {
    private final @Nullable Path file;
    private volatile @Nullable Position reached;

    private Checkpoint(@Nullable Path file) {
        this.file = file;
    }

    /** A place in a stream. */
    public record Position(String shard, String sequenceNumber) {}

    /** One that outlives the process. */
    public static Checkpoint in(Path file) {
        return new Checkpoint(file);
    }

    /** One that is forgotten with the process. */
    public static Checkpoint inMemory() {
        return new Checkpoint(null);
    }

    /** Where to read on; empty at the very start. */
    public Optional<Position> read() {
        if (reached == null && file != null) {
            reached = WholeFiles.read(file)
                    .map(bytes -> new String(bytes.toByteArray(), StandardCharsets.UTF_8))
                    .map(text -> text.split(" ", 2))
                    .filter(parts -> parts.length == 2)
                    .map(parts -> new Position(parts[0], parts[1]))
                    .orElse(null);
        }
        return Optional.ofNullable(reached);
    }

    /** Everything up to this change has had its effects. */
    public void save(String shard, String sequenceNumber) {
        reached = new Position(shard, sequenceNumber);
        if (file != null) {
            WholeFiles.replace(file, (shard + " " + sequenceNumber).getBytes(StandardCharsets.UTF_8));
        }
    }
}
