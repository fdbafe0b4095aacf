package dev.multimail.functions.openapi;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON Schemas of what operations answer, by operation and status. They were taken from real answers, and every
 * test of an operation holds its answer to them.
 */
public final class AnswerSchemas {
    private static final String FILE = "answers.json";

    private AnswerSchemas() {}

    /** Lets the file be read once, when the document is made for the first time. */
    private static final class Known {
        private static final Tree ALL = Json.tree(read());
    }

    /** The schema of an answer, or nothing if it is no JSON. */
    public static Optional<Map<String, Object>> of(String operation, int status) {
        Map<String, Object> schema =
                Known.ALL.at(operation, Integer.toString(status)).fields();
        return schema.isEmpty() ? Optional.empty() : Optional.of(schema);
    }

    private static String read() {
        try (InputStream in = AnswerSchemas.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
