package dev.multimail.mcp;

import dev.multimail.id.MailboxId;
import dev.multimail.mcp.rest.RestAnswer;
import dev.multimail.mcp.rest.RestApi;
import dev.multimail.mcp.rest.RestRequest;
import dev.multimail.mcp.rest.Unreachable;
import dev.multimail.mcp.tool.Route;
import dev.multimail.mcp.tool.Tool;
import dev.multimail.mcp.tool.Toolbox;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.policy.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token may do. It is learned when the tools are listed; a call of a tool just asks the API. */
final class Access {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final RestApi api;
    private final JsonText json;
    private final @Nullable String token;
    private Optional<Principal> principal = Optional.empty();

    Access(RestApi api, JsonText json, @Nullable String token) {
        this.api = api;
        this.json = json;
        this.token = token;
    }

    /** Asks the API whose token it is. Answers why that failed, in a sentence for the client, or nothing. */
    Optional<String> learn() {
        if (token == null) {
            return Optional.empty();
        }
        try {
            RestAnswer answer = api.send(RestRequest.get("/v1/whoami"), token);
            if (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN) {
                return Optional.empty();
            }
            if (!answer.succeeded()) {
                return Optional.of("The MultiMail API answered " + answer.status() + ". Try again.");
            }
            principal = json.object(answer).map(Access::principal);
            return Optional.empty();
        } catch (Unreachable noAnswer) {
            return Optional.of("The MultiMail API did not answer. Try again.");
        }
    }

    /** Whether a tool belongs into this caller's list. */
    boolean lists(Tool tool, Toolbox toolbox) {
        return switch (tool.listing()) {
            case OLDER_NAME -> false;
            case NEWCOMERS -> principal.isEmpty();
            case LISTED -> toolbox.routesOf(tool).stream().anyMatch(this::allows);
        };
    }

    private boolean allows(Route route) {
        Operation operation = route.operation();
        return operation == null
                || principal
                        .map(who -> !(Policy.decide(who, operation, Target.ownInAnyMode()) instanceof Decision.Deny))
                        .orElse(false);
    }

    private static Principal principal(Map<String, Object> answer) {
        String tokenId = text(answer, "token_id");
        String account = text(answer, "account_id");
        Set<Scope> scopes = scopes(answer.get("scopes"));
        if (!"agent".equals(answer.get("kind"))) {
            return new Principal.Key(tokenId, account, scopes);
        }
        MailboxId mailbox = MailboxId.parse(text(answer, "mailbox_id")).orElseThrow();
        boolean live = !Boolean.TRUE.equals(answer.get("test"));
        return new Principal.Agent(tokenId, account, mailbox, text(answer, "address"), live, scopes);
    }

    private static String text(Map<String, Object> answer, String name) {
        return Objects.toString(answer.get(name), "");
    }

    private static Set<Scope> scopes(@Nullable Object value) {
        List<?> names = value instanceof List<?> list ? list : List.of();
        return names.stream()
                .map(name -> Scope.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
