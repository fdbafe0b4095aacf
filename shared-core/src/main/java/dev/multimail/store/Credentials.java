package dev.multimail.store;

import dev.multimail.id.MailboxId;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.token.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tokens by their digest, and the list of an account's tokens. */
public final class Credentials {
    private static final String DIGEST = "digest";

    private final DynamoDbClient client;
    private final Tables tables;

    public Credentials(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    /** Finds a token by the SHA-256 of its text, revoked ones too: one strongly consistent read. */
    public Optional<Credential> find(String digest) {
        return Rows.get(client, tables.state(), Key.tokenDigest(digest)).map(row -> read(Item.of(row)));
    }

    public Optional<Credential> get(String accountId, String tokenId) {
        return Rows.get(client, tables.state(), Key.tokenOf(accountId, tokenId)).map(row -> read(Item.of(row)));
    }

    /** An account's tokens, the newest first. */
    public List<Credential> ofAccount(String accountId) {
        return Queries.prefix(client, tables.state(), Key.account(accountId), Key.TOKEN).stream()
                .map(row -> read(Item.of(row)))
                .toList()
                .reversed();
    }

    public List<Write> create(Credential credential) {
        return List.of(
                Write.create(tables.state(), item(Key.tokenDigest(credential.digest()), credential), Write.Guard.NEW),
                Write.create(
                        tables.state(),
                        item(Key.tokenOf(credential.principal().accountId(), credential.id()), credential),
                        Write.Guard.NEW));
    }

    /** Marks a token as revoked; it stays listed. */
    public List<Write> revoke(Credential credential, Instant now) {
        Credential revoked = new Credential(
                credential.id(),
                credential.name(),
                credential.digest(),
                credential.prefix(),
                credential.principal(),
                credential.createdAt(),
                now);
        return List.of(
                Write.put(tables.state(), item(Key.tokenDigest(revoked.digest()), revoked)),
                Write.put(tables.state(), item(Key.tokenOf(revoked.principal().accountId(), revoked.id()), revoked)));
    }

    /**
     * Gives a token another name or other scopes. Writes what differs and nothing else, so that it undoes no revocation
     * that was committed meanwhile.
     */
    public List<Write> change(Credential before, Credential after) {
        return List.of(
                amend(Key.tokenDigest(before.digest()), before, after),
                amend(Key.tokenOf(before.principal().accountId(), before.id()), before, after));
    }

    private Write amend(Key key, Credential before, Credential after) {
        return Write.amend(tables.state(), key, item(key, before), item(key, after), DIGEST);
    }

    private static Item item(Key key, Credential credential) {
        Item item = Item.at(key)
                .text("id", credential.id())
                .text("name", credential.name())
                .text(DIGEST, credential.digest())
                .text("prefix", credential.prefix())
                .text("acc", credential.principal().accountId())
                .time("ts", credential.createdAt())
                .time("revoked", credential.revokedAt());
        return switch (credential.principal()) {
            case Principal.Agent agent ->
                item.text("mbx", agent.mailbox().key())
                        .text("address", agent.address())
                        .flag("live", agent.live())
                        .texts("scopes", wire(agent.scopes()));
            case Principal.Key key1 -> item.texts("scopes", wire(key1.scopes()));
            case Principal.Approver _ -> throw new IllegalArgumentException("approvers have links, not tokens");
        };
    }

    private static Credential read(Item item) {
        String mailbox = item.text("mbx");
        Set<Scope> scopes = item.texts("scopes").stream()
                .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        Principal principal = mailbox == null
                ? new Principal.Key(item.need("id"), item.need("acc"), scopes)
                : new Principal.Agent(
                        item.need("id"),
                        item.need("acc"),
                        new MailboxId(mailbox),
                        item.need("address"),
                        item.flag("live"),
                        scopes);
        return new Credential(
                item.need("id"),
                item.need("name"),
                item.need(DIGEST),
                item.need("prefix"),
                principal,
                item.needTime("ts"),
                item.time("revoked"));
    }

    private static List<String> wire(Set<Scope> scopes) {
        return scopes.stream().map(Scope::wire).sorted().toList();
    }
}
