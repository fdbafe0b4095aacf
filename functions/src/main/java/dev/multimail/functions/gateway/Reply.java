package dev.multimail.functions.gateway;

import dev.multimail.functions.json.Json;
import dev.multimail.message.Octets;
import java.util.Map;

/** What an operation answers. */
public sealed interface Reply {
    int status();

    Map<String, String> headers();

    /** Text, almost always JSON. */
    record Text(int status, Map<String, String> headers, String body) implements Reply {
        public Text {
            headers = Map.copyOf(headers);
        }
    }

    /** Raw bytes, such as an attachment. */
    record Binary(int status, Map<String, String> headers, Octets body) implements Reply {
        public Binary {
            headers = Map.copyOf(headers);
        }
    }

    /** A JSON answer. Mail is private: no cache may keep it. */
    static Reply json(int status, Object value) {
        return jsonText(status, Json.write(value));
    }

    /** An answer whose JSON was written before. */
    static Reply jsonText(int status, String json) {
        return new Text(
                status, Map.of("content-type", "application/json; charset=utf-8", "cache-control", "no-store"), json);
    }

    static Reply ok(Object value) {
        return json(200, value);
    }
}
