package dev.multimail.functions.api;

import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.admin.TokenSettings;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.CredentialViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Scope;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a token of a mailbox, or a key of the account. It is shown this once. */
public record CreateToken(Services services) implements ApiOperation<CreateToken.Request> {
    private static final int CREATED = 201;

    /** With a mailbox, in the path or here, it is that mailbox's token; {@code test} makes it one for tests. */
    public record Request(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String mailbox,
            @Nullable Boolean test,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CREATE_TOKEN,
                Endpoint.Verb.POST,
                "Make a token of a mailbox, or a key of the account. Answers it, this once.",
                "/v1/mailboxes/{mailbox}/tokens",
                "/v1/api-keys");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Request request = call.request();
        String name = TokenSettings.name(request.name());
        Optional<String> named = call.pathParameter("mailbox").or(() -> Optional.ofNullable(request.mailbox()));
        if (named.isEmpty() && Boolean.TRUE.equals(request.test())) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "A test token belongs to a mailbox: name the mailbox too.",
                    "field",
                    "test");
        }
        Optional<Mailbox> mailbox = named.map(id -> Targets.mailbox(call, id));
        NewCredential made = mailbox.isPresent()
                ? ofMailbox(call, mailbox.get(), name)
                : NewCredential.ofAccount(
                        services,
                        call.principal().accountId(),
                        name,
                        TokenSettings.scopes(request.scopes(), Set.of(Scope.READ)),
                        call.now());
        OwnerCodes.Word word = OwnerCodes.word(call, made.words(), request.approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        List<Write> writes = new ArrayList<>(services.store().credentials().create(made.credential()));
        writes.addAll(word.writes());
        // A mailbox or account that closes at this moment revokes every token that it sees: it must see this one.
        writes.add(
                mailbox.isPresent()
                        ? services.store().mailboxes().touch(mailbox.get())
                        : services.store().accounts().touch(call.principal().accountId()));
        writes.add(services.store()
                .audit()
                .append(call.audit(null, made.credential().id())));
        services.store().transactions().require(writes);
        Map<String, Object> answer = new LinkedHashMap<>(CredentialViews.of(made.credential()));
        answer.put("token", made.token().text());
        answer.put("api_key", made.token().text());
        return Reply.json(CREATED, answer);
    }

    private NewCredential ofMailbox(Call<Request> call, Mailbox mailbox, String name) {
        Set<Scope> scopes = TokenSettings.agentScopes(call.request().scopes(), Set.of(Scope.READ, Scope.SEND));
        boolean live = !Boolean.TRUE.equals(call.request().test());
        return NewCredential.ofMailbox(services, mailbox, live, name, scopes, call.now());
    }
}
