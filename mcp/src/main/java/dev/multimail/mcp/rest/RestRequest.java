package dev.multimail.mcp.rest;

import dev.multimail.functions.gateway.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST API.
 *
 * @param path with its parameters filled in and encoded
 * @param query by name, not encoded
 * @param body JSON, null for none
 */
public record RestRequest(
        Endpoint.Verb verb,
        String path,
        Map<String, String> query,
        @Nullable String body) {
    public RestRequest {
        query = new LinkedHashMap<>(query);
    }

    public static RestRequest get(String path) {
        return new RestRequest(Endpoint.Verb.GET, path, Map.of(), null);
    }

    /** A value as one segment of a path (RFC 3986 §3.3). */
    public static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The headers that it is sent with, by lower-case name.
     *
     * @param token the caller's own, null for none
     */
    public Map<String, String> headers(@Nullable String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", "application/json");
        if (token != null) {
            headers.put("authorization", "Bearer " + token);
        }
        if (body != null) {
            headers.put("content-type", "application/json");
        }
        return headers;
    }

    /** Path and query, encoded. */
    String target() {
        if (query.isEmpty()) {
            return path;
        }
        return path
                + query.entrySet().stream()
                        .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
