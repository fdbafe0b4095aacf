package dev.multimail.functions.openapi;

import dev.multimail.functions.gateway.Problems;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.policy.Operation;
import dev.multimail.problem.ErrorCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which statuses an operation answers with, and what stands in each. */
public final class Answers {
    private static final List<Integer> REFUSALS = List.of(400, 401, 403, 404, 409, 413, 422, 429, 500, 501, 503);

    /** What is not JSON. */
    private static final Map<Operation, String> BODIES = Map.of(
            Operation.DOWNLOAD_ATTACHMENT, "application/octet-stream",
            Operation.EXPORT_AUDIT_LOG, "application/jsonl",
            Operation.EXPORT_ACCOUNT, "application/jsonl");

    private Answers() {}

    /** Every status that a caller of an operation can see. */
    public static Set<Integer> statuses(Operation operation) {
        Set<Integer> statuses = new TreeSet<>(successes(operation));
        REFUSALS.stream()
                .filter(status -> status != 422 || operation.kind() == Operation.Kind.SEND)
                .filter(status -> status != 501 || operation == Operation.BILLING)
                .forEach(statuses::add);
        return statuses;
    }

    static Map<String, Object> of(Operation operation) {
        Map<String, Object> responses = new LinkedHashMap<>();
        for (int status : statuses(operation)) {
            responses.put(
                    Integer.toString(status),
                    REFUSALS.contains(status)
                            ? Map.of("$ref", "#/components/responses/" + name(status))
                            : success(operation, status));
        }
        return responses;
    }

    /** What is answered without a token: JSON by its schema, or a page. */
    static Map<String, Object> of(PublicOperation operation) {
        Map<String, Object> responses = new LinkedHashMap<>();
        AnswerSchemas.of(operation.name(), 200)
                .ifPresent(schema -> responses.put("200", answer("Done.", "application/json", schema)));
        Map<String, Object> otherwise = new LinkedHashMap<>();
        otherwise.put("description", "Answered without a token.");
        responses.put("default", otherwise);
        return responses;
    }

    private static Map<String, Object> answer(String description, String type, Map<String, Object> schema) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", description);
        response.put("content", Map.of(type, Map.of("schema", schema)));
        return response;
    }

    /** The shared descriptions of refusals: each with its codes, and an example for each code. */
    static Map<String, Object> refusals() {
        Map<String, Object> refusals = new LinkedHashMap<>();
        for (int status : REFUSALS) {
            Map<String, Object> examples = new LinkedHashMap<>();
            for (ErrorCode code : ErrorCode.values()) {
                if (Problems.status(code) == status) {
                    examples.put(code.wire(), Ordered.of("summary", code.sentence(), "value", example(code)));
                }
            }
            Map<String, Object> content = new LinkedHashMap<>();
            content.put("schema", Map.of("$ref", "#/components/schemas/Problem"));
            content.put("examples", examples);
            Map<String, Object> response = new LinkedHashMap<>();
            response.put(
                    "description", "Refused, and nothing has changed: " + String.join(", ", examples.keySet()) + ".");
            response.put("content", Map.of("application/json", content));
            refusals.put(name(status), response);
        }
        return refusals;
    }

    static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("error", Ordered.of("type", "string", "description", "What is wrong, in a sentence."));
        properties.put(
                "code",
                Ordered.of(
                        "type",
                        "string",
                        "enum",
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList()));
        properties.put("hint", Ordered.of("type", "string", "description", "What the caller can do."));
        properties.put("request_id", Map.of("type", "string"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.of("error", "code", "hint", "request_id"));
        schema.put("properties", properties);
        schema.put("additionalProperties", Map.of("type", "string"));
        return schema;
    }

    private static Set<Integer> successes(Operation operation) {
        return switch (operation.kind()) {
            case SEND -> operation == Operation.EDIT_SCHEDULED_EMAIL ? Set.of(200) : Set.of(202);
            case ACTION -> operation == Operation.ADD_CONTACT ? Set.of(201, 202) : Set.of(200, 202);
            case READ, WITHDRAW, UPGRADE, DECIDE -> Set.of(200);
            case ASIDE -> operation == Operation.SIMULATE_INBOUND ? Set.of(201) : Set.of(200);
            case ADMINISTER -> ofAdministration(operation);
        };
    }

    /** What waits for a mailed code where the owner switched that on. */
    private static final Set<Operation> MAY_NEED_A_CODE = EnumSet.of(
            Operation.CREATE_MAILBOX,
            Operation.CONFIGURE_MAILBOX,
            Operation.CREATE_TOKEN,
            Operation.UPDATE_TOKEN,
            Operation.REVOKE_TOKEN,
            Operation.CREATE_WEBHOOK,
            Operation.ADD_ALLOWLIST_ENTRY,
            Operation.REMOVE_ALLOWLIST_ENTRY,
            Operation.UPDATE_ACCOUNT,
            Operation.DELETE_ACCOUNT);

    private static Set<Integer> ofAdministration(Operation operation) {
        String name = operation.wire();
        if (operation == Operation.BILLING) {
            return Set.of();
        }
        if (operation == Operation.TEST_WEBHOOK || operation == Operation.REDELIVER_WEBHOOK) {
            return Set.of(202);
        }
        int done = name.startsWith("create_") || name.startsWith("add_") ? 201 : 200;
        return MAY_NEED_A_CODE.contains(operation) ? Set.of(done, 202) : Set.of(done);
    }

    private static Map<String, Object> success(Operation operation, int status) {
        String description = status == 202 ? "Accepted; what follows is told by status." : "Done.";
        String type = BODIES.getOrDefault(operation, "application/json");
        Map<String, Object> schema = AnswerSchemas.of(operation.wire(), status)
                .orElse(Map.of("type", type.equals("application/json") ? "object" : "string"));
        return answer(description, type, schema);
    }

    private static Map<String, Object> example(ErrorCode code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("error", code.sentence());
        example.put("code", code.wire());
        example.put("hint", code.hint());
        example.put("request_id", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
        return example;
    }

    private static String name(int status) {
        return switch (status) {
            case 400 -> "Invalid";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 413 -> "TooLarge";
            case 422 -> "Unprocessable";
            case 429 -> "Limited";
            case 501 -> "NotOffered";
            case 503 -> "Unavailable";
            default -> "Internal";
        };
    }
}
