package dev.multimail.functions.admin;

import dev.multimail.policy.Scope;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of a token's name and scopes. Each failure names the field and changes nothing. */
public final class TokenSettings {

    private static final Set<Scope> OF_AN_AGENT = Set.of(Scope.READ, Scope.SEND);

    private TokenSettings() {}

    /** A token's name; without one it is called unnamed. */
    public static String name(@Nullable String given) {
        String name = given == null || given.isBlank() ? "unnamed" : given.strip();
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.of(ErrorCode.INVALID_FIELD, "A name holds no control characters.", "field", "name");
        }
        return name;
    }

    /** The scopes of an account's key, or these when none are given. */
    public static Set<Scope> scopes(@Nullable List<String> given, Set<Scope> otherwise) {
        if (given == null || given.isEmpty()) {
            return otherwise;
        }
        Set<Scope> scopes = given.stream().map(TokenSettings::scope).collect(Collectors.toUnmodifiableSet());
        if (!Scope.compatible(scopes)) {
            throw invalid("No key both sends and decides: send goes with neither oversight nor admin.");
        }
        return scopes;
    }

    /** The scopes of a mailbox's token, or these when none are given. */
    public static Set<Scope> agentScopes(@Nullable List<String> given, Set<Scope> otherwise) {
        Set<Scope> scopes = scopes(given, otherwise);
        if (!OF_AN_AGENT.containsAll(scopes)) {
            throw invalid("A mailbox's token has the scopes read and send at most.");
        }
        return scopes;
    }

    private static Scope scope(@Nullable String text) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("scopes are read, send, oversight_read, oversight and admin."));
    }

    private static Problem invalid(String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", "scopes");
    }
}
