package dev.multimail.functions.gateway;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A posted form (WHATWG URL Standard: application/x-www-form-urlencoded). */
public final class Form {
    private Form() {}

    /** The fields by name; of a field that is given twice the first one counts. */
    public static Map<String, String> of(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "The form is not well encoded.");
        }
    }
}
