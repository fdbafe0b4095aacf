package dev.multimail.infra;

import dev.multimail.functions.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The event patterns of {@code events/patterns}: the same files that the local bus matches by. */
final class Patterns {
    private Patterns() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String file) {
        try (InputStream pattern = Patterns.class.getResourceAsStream("/events/patterns/" + file)) {
            if (pattern == null) {
                throw new IllegalStateException("events/patterns/" + file + " is not on the class path");
            }
            return Json.readOwn(new String(pattern.readAllBytes(), StandardCharsets.UTF_8), Map.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What SES tells of mail that was sent with this configuration set: other stages have others. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> ofConfigurationSet(String name) {
        Map<String, Object> pattern = read("ses-events.json");
        Map<String, Object> detail = (Map<String, Object>) pattern.getOrDefault("detail", Map.of());
        Map<String, Object> mail = (Map<String, Object>) detail.getOrDefault("mail", Map.of());
        Map<String, Object> tags = (Map<String, Object>) mail.getOrDefault("tags", Map.of());
        tags.put("ses:configuration-set", List.of(name));
        return pattern;
    }
}
