package dev.multimail.functions.gateway;

import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Principal;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation.
 *
 * @param path the path's parameters, decoded
 * @param query the query's parameters, decoded
 * @param headers by lower-case name
 * @param now the time at which the call is decided
 */
public record Call<Q>(
        Services services,
        Operation operation,
        Principal principal,
        Q request,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        String requestId,
        Instant now) {
    /** The most entries of a list that one call answers. */
    public static final int MAX_LIMIT = 100;

    /** The most entries of a list that one call passes over. */
    public static final int MAX_OFFSET = 1_000;

    public Call {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A parameter of the path that the route guarantees, or one that the caller left out. */
    public Optional<String> pathParameter(String name) {
        return Optional.ofNullable(path.get(name));
    }

    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** The same with empty text, which is none of the values of what has a form of its own, such as a number. */
    public Optional<String> queryParameterAsGiven(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /**
     * A query parameter that says yes or no.
     *
     * @throws Problem {@code invalid_field} unless it is {@code true} or {@code false}
     */
    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable(query.get(name)).map(text -> switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> throw Problem.of(ErrorCode.INVALID_FIELD, name + " is true or false.", "field", name);
        });
    }

    /**
     * How many entries of a list the caller wants.
     *
     * @throws Problem {@code invalid_field} unless it is from 1 to 100
     */
    public int limit(int standard) {
        Optional<String> text = queryParameterAsGiven("limit");
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int limit = Integer.parseInt(text.get());
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw wrongLimit();
        }
        throw wrongLimit();
    }

    /**
     * How many entries of a list the caller wants to pass over.
     *
     * @throws Problem {@code invalid_field} unless it is from 0 to 1,000; a cursor goes further
     */
    public int offset() {
        try {
            int offset = Integer.parseInt(queryParameterAsGiven("offset").orElse("0"));
            if (offset >= 0 && offset <= MAX_OFFSET) {
                return offset;
            }
        } catch (NumberFormatException notANumber) {
            throw wrongOffset();
        }
        throw wrongOffset();
    }

    private static Problem wrongOffset() {
        return Problem.of(
                ErrorCode.INVALID_FIELD,
                "offset is a number from 0 to " + MAX_OFFSET + "; use cursor to go further.",
                "field",
                "offset");
    }

    private static Problem wrongLimit() {
        return Problem.of(ErrorCode.INVALID_FIELD, "limit is a number from 1 to " + MAX_LIMIT + ".", "field", "limit");
    }

    /** A record of this call for the audit log. */
    public AuditRecord audit(
            String outcome, @Nullable MailboxId mailbox, @Nullable String resource, Map<String, String> details) {
        boolean live = !(principal instanceof Principal.Agent agent) || agent.live();
        return new AuditRecord(
                services.ids().ulid(),
                now,
                principal.accountId(),
                mailbox,
                live,
                principal.actor(),
                operation.wire(),
                outcome,
                resource,
                requestId,
                details);
    }

    /** A record that the call went well. */
    public AuditRecord audit(@Nullable MailboxId mailbox, @Nullable String resource) {
        return audit(AuditRecord.OK, mailbox, resource, Map.of());
    }
}
