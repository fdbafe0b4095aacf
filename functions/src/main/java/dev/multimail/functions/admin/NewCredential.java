package dev.multimail.functions.admin;

import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.token.Credential;
import dev.multimail.token.Token;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A token at the one moment when its text is known.
 *
 * @param credential what the store keeps of it
 */
public record NewCredential(Token token, Credential credential) {
    private static final Set<Scope> AGENT = Set.of(Scope.READ, Scope.SEND);

    /** A token of a mailbox that reads and sends, for its live or its test traffic. */
    public static NewCredential ofMailbox(Services services, Mailbox mailbox, boolean live, String name, Instant now) {
        return ofMailbox(services, mailbox, live, name, AGENT, now);
    }

    public static NewCredential ofMailbox(
            Services services, Mailbox mailbox, boolean live, String name, Set<Scope> scopes, Instant now) {
        String id = services.ids().prefixed("tok_");
        Principal.Agent agent = new Principal.Agent(
                id, mailbox.accountId(), mailbox.id(), mailbox.address().toString(), live, scopes);
        return create(services, id, name, live, agent, now);
    }

    /** A key of the account. */
    public static NewCredential ofAccount(
            Services services, String accountId, String name, Set<Scope> scopes, Instant now) {
        return ofAccount(services, services.ids().prefixed("key_"), accountId, name, scopes, now);
    }

    /** A key of the account under an id that the caller chose: the store takes each id once. */
    public static NewCredential ofAccount(
            Services services, String id, String accountId, String name, Set<Scope> scopes, Instant now) {
        return create(services, id, name, true, new Principal.Key(id, accountId, scopes), now);
    }

    private static NewCredential create(
            Services services, String id, String name, boolean live, Principal principal, Instant now) {
        Token token = Token.create(live, services.random());
        Credential credential = new Credential(id, name, token.digest(), token.prefix(), principal, now, null);
        return new NewCredential(token, credential);
    }

    /** What it is and may do, in words that the account's owner reads before it is made. */
    public String words() {
        return switch (credential.principal()) {
            case Principal.Agent agent ->
                credential.name() + ", a " + (agent.live() ? "live" : "test") + " token of " + agent.address()
                        + " with " + names(agent.scopes());
            case Principal.Key key -> credential.name() + ", a key of the account with " + names(key.scopes());
            case Principal.Approver _ -> throw new IllegalStateException("approvers come by links, not tokens");
        };
    }

    private static String names(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wire).sorted().collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "NewCredential[" + credential.id() + "]";
    }
}
