package dev.multimail.mcp;

import java.net.URI;
import java.util.Set;

/**
 * What the MCP endpoint is told.
 *
 * @param api where the REST API answers, without a slash at its end
 * @param origins web pages that may speak to it, such as {@code https://inspector.example.com}, beside its own host's
 */
public record McpSettings(URI api, Set<String> origins) {
    public McpSettings {
        origins = Set.copyOf(origins);
    }
}
