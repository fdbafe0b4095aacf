package dev.multimail.local.http;

import dev.multimail.functions.json.Json;
import dev.multimail.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client is answered. */
public record Response(int status, Map<String, String> headers, Octets body) {
    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response json(int status, Object value) {
        return new Response(
                status,
                Map.of("content-type", "application/json; charset=utf-8", "cache-control", "no-store"),
                text(Json.write(value)));
    }

    /** An error in the form of every other one, where no operation is there to make it. */
    static Response error(int status, String code, String sentence, String hint, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", sentence);
        body.put("code", code);
        body.put("hint", hint);
        body.put("request_id", requestId);
        return json(status, body).with("x-request-id", requestId);
    }

    static Octets text(String text) {
        return Octets.owning(text.getBytes(StandardCharsets.UTF_8));
    }

    Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }
}
