package dev.multimail.local.http;

import dev.multimail.message.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The console's page and what it loads, from the class path. */
final class ConsoleFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(?:/[a-z0-9-]+)*\\.(?<extension>[a-z0-9]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ConsoleFiles() {}

    static Optional<Response> read(String name) {
        var parts = NAME.matcher(name);
        String type = parts.matches() ? TYPES.get(parts.group("extension")) : null;
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("content-type", type);
            headers.put("cache-control", "no-cache");
            headers.put("content-security-policy", POLICY);
            headers.put("x-content-type-options", "nosniff");
            headers.put("referrer-policy", "no-referrer");
            return Optional.of(new Response(200, headers, Octets.owning(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
