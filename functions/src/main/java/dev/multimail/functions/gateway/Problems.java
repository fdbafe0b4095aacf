package dev.multimail.functions.gateway;

import dev.multimail.functions.json.Json;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a problem looks on the wire: {@code {"error", "code", "hint", "request_id"}} and facts beside them. */
public final class Problems {
    private Problems() {}

    public static Reply reply(Problem problem, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", problem.sentence());
        body.put("code", problem.code().wire());
        body.put("hint", problem.code().hint());
        body.put("request_id", requestId);
        body.putAll(problem.facts());
        int status = status(problem.code());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json; charset=utf-8");
        headers.put("cache-control", "no-store");
        String retryAfter = problem.facts().get("retry_after");
        if (retryAfter != null) {
            headers.put("retry-after", retryAfter);
        } else if (problem.code().kind() == ErrorCode.Kind.UNAVAILABLE) {
            headers.put("retry-after", "1");
        }
        return new Reply.Text(status, headers, Json.write(body));
    }

    /** The status that a code answers with (RFC 9110 §15). */
    public static int status(ErrorCode code) {
        return switch (code.kind()) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case UNPROCESSABLE -> 422;
            case LIMITED -> 429;
            case NOT_OFFERED -> 501;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }
}
