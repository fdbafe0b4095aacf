package dev.multimail.mcp.content;

import dev.multimail.mcp.rest.RestAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A file that came with a message, in the same envelope as the message itself. */
public final class FileContent {
    /** Larger ones would fill an agent's context with base64. */
    public static final int MOST_BYTES = 256 * 1024;

    private FileContent() {}

    /** Whether a file is small enough to be given to an agent. */
    public static boolean fits(RestAnswer answer) {
        return answer.body().size() <= MOST_BYTES;
    }

    /** The file, as text where it is text. */
    public static Map<String, Object> of(String name, RestAnswer answer) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("untrusted", true);
        content.put("name", name);
        content.put("content_type", answer.contentType());
        content.put("size_bytes", answer.body().size());
        byte[] bytes = answer.body().toByteArray();
        if (isText(answer.contentType())) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                content.put("text", text);
                return Map.of("content", content);
            } catch (CharacterCodingException otherCharset) {
                content.put("note", "not UTF-8, so it is given in base64");
            }
        }
        content.put("content_base64", Base64.getEncoder().encodeToString(bytes));
        return Map.of("content", content);
    }

    private static boolean isText(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/x-ndjson");
    }
}
