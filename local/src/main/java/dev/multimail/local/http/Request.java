package dev.multimail.local.http;

import dev.multimail.message.Octets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param path as it was sent, still encoded
 * @param query decoded; of a repeated name the last value
 * @param headers by lower-case name; of a repeated name the last value
 * @param peer the client's address
 */
public record Request(
        String method, String path, Map<String, String> query, Map<String, String> headers, Octets body, String peer) {
    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
