package dev.multimail.functions.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads and writes the events of the functions that people wait for, as the classes of aws-lambda-java-events have
 * them. Lambda's runtime would do it with a JSON library of its own, whose eight hundred classes would be loaded beside
 * those of the library that the handlers use.
 */
public final class LambdaEvents {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private LambdaEvents() {}

    /**
     * Reads one event; fields that its class does not know are passed over.
     *
     * @throws IOException if it is not the JSON of such an event
     */
    public static <T> T read(InputStream event, Class<T> type) throws IOException {
        return MAPPER.readValue(event, type);
    }

    /** Writes an answer, without fields that are null. */
    public static void write(Object answer, OutputStream to) throws IOException {
        MAPPER.writeValue(to, answer);
    }
}
