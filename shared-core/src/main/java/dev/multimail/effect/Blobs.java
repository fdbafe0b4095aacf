package dev.multimail.effect;

import dev.multimail.message.Octets;
import java.util.Optional;

/** Keeps what is too large for a row. A key is written once, so a repeated write changes nothing. */
public interface Blobs {
    void put(String key, Octets content);

    Optional<Octets> get(String key);

    /** Forgets a blob. Forgetting one that is not there changes nothing. */
    void delete(String key);
}
