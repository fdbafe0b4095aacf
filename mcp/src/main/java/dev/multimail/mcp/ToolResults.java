package dev.multimail.mcp;

import dev.multimail.mcp.content.Advice;
import dev.multimail.mcp.content.Envelope;
import dev.multimail.mcp.content.FileContent;
import dev.multimail.mcp.rest.RestAnswer;
import dev.multimail.mcp.tool.Answer;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.problem.ErrorCode;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns an answer of the REST API into a tool's result: structured, and the same as text for older clients. */
record ToolResults(JsonText json, Advice advice) {
    private static final int UNAUTHORIZED = 401;
    private static final String NEXT = "next";

    CallToolResult of(Tool tool, Map<String, Object> arguments, RestAnswer answer) {
        if (!answer.succeeded()) {
            return refused(answer);
        }
        if (tool.answer() instanceof Answer.File) {
            return FileContent.fits(answer)
                    ? done(FileContent.of(Objects.toString(arguments.get("filename"), tool.name()), answer))
                    : failed(
                            "too_large",
                            "The file has " + answer.body().size() + " bytes; a tool gives at most "
                                    + FileContent.MOST_BYTES + ".",
                            advice.afterTooLarge());
        }
        Optional<Map<String, Object>> object = json.object(answer);
        return object.map(found -> done(shaped(tool.answer(), found)))
                .orElseGet(() -> failed("internal", "The API answered something that is not JSON.", "Try again."));
    }

    CallToolResult fixed(String sentence) {
        return done(Map.of("message", sentence));
    }

    CallToolResult wrongArguments(String sentence) {
        return failed("invalid_arguments", sentence, "Correct the arguments and call the tool again.");
    }

    CallToolResult noAnswer(boolean readsOnly) {
        return failed(
                "no_answer",
                "The MultiMail API did not answer.",
                readsOnly
                        ? "Call the tool again."
                        : "Nobody knows whether it was done: look before you call the tool again, or repeat a send with"
                                + " the same idempotency_key.");
    }

    private Map<String, Object> shaped(Answer form, Map<String, Object> answer) {
        Map<String, Object> shaped = switch (form) {
            case Answer.Facts _ -> withoutNothing(answer);
            case Answer.OneMessage _ -> Envelope.message(answer);
            case Answer.Messages _ -> Envelope.messages(answer);
            case Answer.Conversation _ -> Envelope.thread(answer);
            case Answer.Conversations _ -> Envelope.threads(answer);
            case Answer.File _ -> throw new IllegalArgumentException("a file is no JSON");
        };
        Map<String, Object> result = new LinkedHashMap<>(shaped);
        advice.afterStatus(shaped.get("status")).ifPresent(next -> result.put(NEXT, next));
        return result;
    }

    private static Map<String, Object> withoutNothing(Map<String, Object> answer) {
        Map<String, Object> something = new LinkedHashMap<>();
        answer.forEach((name, value) -> {
            if (value != null) {
                something.put(name, value);
            }
        });
        return something;
    }

    private CallToolResult refused(RestAnswer answer) {
        Map<String, Object> problem = json.object(answer).orElse(Map.of());
        // API Gateway itself refuses a token that the authorizer does not know, in words of its own.
        String code = Objects.toString(
                problem.get("code"),
                answer.status() == UNAUTHORIZED ? ErrorCode.UNAUTHORIZED.wire() : "http_" + answer.status());
        String hint = Objects.toString(problem.get("hint"), "Try again later.");
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("error", Objects.toString(problem.get("error"), "The API answered " + answer.status() + "."));
        error.put("http_status", answer.status());
        problem.forEach((name, value) -> {
            if (value != null && !name.equals("hint")) {
                error.putIfAbsent(name, value);
            }
        });
        error.put(NEXT, advice.afterError(code).orElse(hint));
        return failed(error);
    }

    private CallToolResult failed(String code, String sentence, String next) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("error", sentence);
        error.put(NEXT, next);
        return failed(error);
    }

    private CallToolResult done(Map<String, Object> structured) {
        return CallToolResult.builder()
                .structuredContent(structured)
                .addTextContent(json.write(structured))
                .isError(false)
                .build();
    }

    private CallToolResult failed(Map<String, Object> error) {
        return CallToolResult.builder()
                .structuredContent(error)
                .addTextContent(json.write(error))
                .isError(true)
                .build();
    }
}
