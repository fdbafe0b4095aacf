package dev.multimail.functions.authorizer;

import dev.multimail.id.MailboxId;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The caller on the way from the authorizer to a handler: API Gateway carries text values only (AWS: output from a
 * Lambda authorizer). The oversight mode is not among them: it is read from its row, never from this cache.
 */
public final class Principals {
    private Principals() {}

    static Map<String, Object> toContext(Principal principal) {
        Map<String, Object> context = new LinkedHashMap<>();
        switch (principal) {
            case Principal.Agent agent -> {
                context.put("kind", "agent");
                context.put("token_id", agent.tokenId());
                context.put("account_id", agent.accountId());
                context.put("mailbox_id", agent.mailbox().toString());
                context.put("address", agent.address());
                context.put("live", Boolean.toString(agent.live()));
                context.put("scopes", wire(agent.scopes()));
            }
            case Principal.Key key -> {
                context.put("kind", "key");
                context.put("token_id", key.tokenId());
                context.put("account_id", key.accountId());
                context.put("scopes", wire(key.scopes()));
            }
            case Principal.Approver _ -> throw new IllegalArgumentException("approvers come by links, not tokens");
        }
        return context;
    }

    /**
     * Reads the caller from a request's authorizer context.
     *
     * @throws Problem {@code unauthorized} if the context is not one that the authorizer wrote
     */
    public static Principal fromContext(Map<String, Object> context) {
        Set<Scope> scopes = Arrays.stream(text(context, "scopes").split(" ", -1))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        String tokenId = text(context, "token_id");
        String accountId = text(context, "account_id");
        return switch (text(context, "kind")) {
            case "agent" ->
                new Principal.Agent(
                        tokenId,
                        accountId,
                        MailboxId.parse(text(context, "mailbox_id")).orElseThrow(Principals::unauthorized),
                        text(context, "address"),
                        "true".equals(text(context, "live")),
                        scopes);
            case "key" -> new Principal.Key(tokenId, accountId, scopes);
            default -> throw unauthorized();
        };
    }

    private static String text(Map<String, Object> context, String name) {
        @Nullable Object value = context.get(name);
        if (value instanceof String text) {
            return text;
        }
        throw unauthorized();
    }

    private static Problem unauthorized() {
        return Problem.of(ErrorCode.UNAUTHORIZED);
    }

    private static String wire(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wire).sorted().collect(Collectors.joining(" "));
    }
}
