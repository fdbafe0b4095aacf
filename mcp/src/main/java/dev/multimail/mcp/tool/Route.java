package dev.multimail.mcp.tool;

import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.policy.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an operation of the API is found.
 *
 * @param name its name in the API, for example {@code send_email}
 * @param operation what the policy knows it as; null if anybody may ask it without a token
 */
public record Route(
        String name,
        Endpoint.Verb verb,
        List<String> paths,
        @Nullable Operation operation) {
    public Route {
        paths = List.copyOf(paths);
    }

    /** The route of an operation that needs a token. */
    public static Route of(ApiOperation<?> api) {
        Endpoint endpoint = api.endpoint();
        return new Route(endpoint.operation().wire(), endpoint.verb(), endpoint.paths(), endpoint.operation());
    }

    /** The route of what anybody may ask. */
    public static Route of(PublicOperation api) {
        return new Route(api.name(), api.verb(), List.of(api.path()), null);
    }

    /** Whether calling it changes nothing that another party sees. */
    boolean readsOnly() {
        return operation == null ? verb == Endpoint.Verb.GET : operation.kind() == Operation.Kind.READ;
    }

    /** Whether what it changes cannot be had back by another call. */
    boolean destroys() {
        if (verb == Endpoint.Verb.DELETE) {
            return true;
        }
        return operation != null
                && switch (operation.kind()) {
                    case WITHDRAW, DECIDE -> true;
                    case READ, SEND, ACTION, UPGRADE, ASIDE, ADMINISTER -> false;
                };
    }

    /** Whether calling it twice does no more than calling it once. */
    boolean repeatable() {
        return switch (verb) {
            case GET, PUT, PATCH, DELETE -> true;
            case POST -> operation != null && isWithdrawal(operation.kind());
        };
    }

    private static boolean isWithdrawal(Operation.Kind kind) {
        return switch (kind) {
            case WITHDRAW -> true;
            case READ, SEND, ACTION, UPGRADE, ASIDE, DECIDE, ADMINISTER -> false;
        };
    }

    /** Whether it reaches people outside: it lets mail leave. */
    boolean reachesOut() {
        return operation != null
                && switch (operation.kind()) {
                    case SEND, DECIDE -> true;
                    case READ, ACTION, WITHDRAW, UPGRADE, ASIDE, ADMINISTER -> false;
                };
    }
}
