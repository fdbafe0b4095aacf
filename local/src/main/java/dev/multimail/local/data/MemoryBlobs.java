package dev.multimail.local.data;

import dev.multimail.effect.Blobs;
import dev.multimail.message.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs that are forgotten with the process. */
public final class MemoryBlobs implements Blobs {
    private final Map<String, Octets> contents = new ConcurrentHashMap<>();

    @Override
    public void put(String key, Octets content) {
        contents.put(key, content);
    }

    @Override
    public Optional<Octets> get(String key) {
        return Optional.ofNullable(contents.get(key));
    }

    @Override
    public void delete(String key) {
        contents.remove(key);
    }
}
