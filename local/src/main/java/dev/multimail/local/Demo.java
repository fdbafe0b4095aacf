package dev.multimail.local;

import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.functions.wiring.Services;
import dev.multimail.local.data.Keyring;
import dev.multimail.local.http.Gateway;
import dev.multimail.local.http.Request;
import dev.multimail.local.http.Response;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Octets;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Scope;
import dev.multimail.store.Write;
import dev.multimail.token.Token;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the first start makes: an account with an owner's key, and two mailboxes. Each step looks at what is there, so a
 * start that was interrupted is completed by the next one.
 */
final class Demo {
    static final String DOMAIN = "multimail.test";
    static final String APPROVER = "approver@example.com";
    private static final int CREATED = 201;

    private static final List<Wanted> MAILBOXES = List.of(
            new Wanted("assistant@" + DOMAIN, "Demo Assistant", OversightMode.GATED_SEND.wire(), List.of(APPROVER)),
            new Wanted("reporter@" + DOMAIN, "Demo Reporter", OversightMode.AUTONOMOUS.wire(), List.of(APPROVER)));

    private final Services services;
    private final Gateway gateway;
    private final Consumer<Keyring> keep;

    /** The request that makes a mailbox. */
    private record Wanted(String address, String displayName, String oversightMode, List<String> approverEmails) {
        Wanted {
            approverEmails = List.copyOf(approverEmails);
        }
    }

    /** @param keep writes keys down before anything depends on them */
    Demo(Services services, Gateway gateway, Consumer<Keyring> keep) {
        this.services = services;
        this.gateway = gateway;
        this.keep = keep;
    }

    /** Makes what is missing, and answers the keys of all of it. */
    Keyring complete(Keyring known) {
        Keyring keyring = withOwner(known);
        for (Wanted mailbox : MAILBOXES) {
            keyring = withMailbox(keyring, mailbox);
        }
        return keyring;
    }

    private Keyring withOwner(Keyring keyring) {
        Instant now = services.clock().instant();
        List<Write> writes = new ArrayList<>();
        if (services.store().accounts().get(keyring.accountId()).isEmpty()) {
            writes.add(services.store()
                    .accounts()
                    .create(new Account(
                            keyring.accountId(), "MultiMail on this machine", Address.parse(APPROVER), now)));
        }
        boolean works = Token.parse(keyring.ownerKey())
                .flatMap(token -> services.store().credentials().find(token.digest()))
                .isPresent();
        Keyring after = keyring;
        if (!works) {
            NewCredential key =
                    NewCredential.ofAccount(services, keyring.accountId(), "owner", Set.of(Scope.ADMIN), now);
            writes.addAll(services.store().credentials().create(key.credential()));
            after = keyring.withOwnerKey(key.token().text());
            keep.accept(after);
        }
        if (!writes.isEmpty()) {
            services.store().transactions().require(writes);
        }
        return after;
    }

    private Keyring withMailbox(Keyring keyring, Wanted wanted) {
        Address address = Address.parse(wanted.address());
        Optional<Mailbox> present = services.store()
                .mailboxes()
                .find(address)
                .flatMap(services.store().mailboxes()::get);
        boolean known = keyring.mailboxes().stream()
                .anyMatch(tokens -> present.isPresent()
                        && tokens.id().equals(present.get().id().toString()));
        if (known) {
            return keyring;
        }
        Keyring after =
                keyring.with(present.isPresent() ? freshTokens(present.get()) : create(keyring.ownerKey(), wanted));
        keep.accept(after);
        return after;
    }

    // The mailbox was made, but its tokens were not written down any more.
    private Keyring.Tokens freshTokens(Mailbox mailbox) {
        Instant now = services.clock().instant();
        NewCredential live = NewCredential.ofMailbox(services, mailbox, true, "live", now);
        NewCredential test = NewCredential.ofMailbox(services, mailbox, false, "test", now);
        List<Write> writes = new ArrayList<>(services.store().credentials().create(live.credential()));
        writes.addAll(services.store().credentials().create(test.credential()));
        services.store().transactions().require(writes);
        return new Keyring.Tokens(
                mailbox.address().toString(),
                mailbox.id().toString(),
                live.token().text(),
                test.token().text());
    }

    private Keyring.Tokens create(String ownerKey, Wanted wanted) {
        Response response = gateway.handle(new Request(
                "POST",
                "/v1/mailboxes",
                Map.of(),
                Map.of("authorization", "Bearer " + ownerKey),
                Octets.owning(Json.write(wanted).getBytes(StandardCharsets.UTF_8)),
                "127.0.0.1"));
        String body = new String(response.body().toByteArray(), StandardCharsets.UTF_8);
        if (response.status() != CREATED) {
            throw new IllegalStateException("the demonstration mailbox was refused: " + body);
        }
        Tree made = Json.tree(body);
        return new Keyring.Tokens(
                made.at("address").text(),
                made.at("id").text(),
                made.at("token").text(),
                made.at("test_token").text());
    }
}
