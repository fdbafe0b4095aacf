package dev.multimail.functions.api;

import dev.multimail.functions.admin.Domains;
import dev.multimail.functions.admin.MailboxChange;
import dev.multimail.functions.admin.MailboxSettings;
import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.Views;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.policy.Operation;
import dev.multimail.policy.OversightMode;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a mailbox with a live and a test token of its own; both are shown this once. */
public record CreateMailbox(Services services) implements ApiOperation<CreateMailbox.Request> {
    private static final int CREATED = 201;

    /** The address whole, or its local part alone for the installation's own domain. */
    public record Request(
            @Nullable String address,
            @Nullable String addressLocal,
            @Nullable String addressLocalPart,
            @Nullable String displayName,
            @Nullable String oversightMode,
            @Nullable List<String> approverEmails,
            @Nullable Long pendingTtlSeconds,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CREATE_MAILBOX,
                Endpoint.Verb.POST,
                "Make a mailbox for one agent. Answers its live and its test token, this once.",
                "/v1/mailboxes");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Mailbox mailbox = mailbox(call);
        OwnerCodes.Word word = OwnerCodes.word(
                call, MailboxChange.words(mailbox), call.request().approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        NewCredential live = NewCredential.ofMailbox(services, mailbox, true, "live", call.now());
        NewCredential test = NewCredential.ofMailbox(services, mailbox, false, "test", call.now());
        List<Write> writes = new ArrayList<>(services.store().mailboxes().create(mailbox));
        writes.addAll(word.writes());
        writes.addAll(services.store().credentials().create(live.credential()));
        writes.addAll(services.store().credentials().create(test.credential()));
        // An account that closes at this moment closes every mailbox that it sees: it must see this one.
        writes.add(services.store().accounts().touch(call.principal().accountId()));
        writes.add(services.store()
                .audit()
                .append(call.audit(mailbox.id(), mailbox.id().toString())));
        Optional<Write.Guard> failed = services.store().transactions().commit(writes);
        if (failed.isPresent()) {
            throw Problem.of(failed.get() == Write.Guard.ADDRESS ? ErrorCode.ADDRESS_IN_USE : ErrorCode.TRY_AGAIN);
        }
        Map<String, Object> answer = new LinkedHashMap<>(Views.mailbox(mailbox));
        answer.put("token", live.token().text());
        answer.put("test_token", test.token().text());
        return Reply.json(CREATED, answer);
    }

    private Mailbox mailbox(Call<Request> call) {
        Request request = call.request();
        String localPart = request.addressLocal() != null ? request.addressLocal() : request.addressLocalPart();
        Address address = MailboxSettings.address(services, request.address(), localPart);
        Domains.requireUsable(services, call.principal().accountId(), address);
        OversightMode mode = MailboxSettings.mode(request.oversightMode(), OversightMode.GATED_SEND);
        Duration ttl = MailboxSettings.pendingTtl(request.pendingTtlSeconds(), Mailbox.DEFAULT_TTL);
        List<String> approvers =
                request.approverEmails() == null || request.approverEmails().isEmpty()
                        ? List.of(services.store()
                                .accounts()
                                .get(call.principal().accountId())
                                .orElseThrow(Targets::missing)
                                .oversightEmail()
                                .toString())
                        : request.approverEmails();
        return new Mailbox(
                services.ids().mailbox(),
                call.principal().accountId(),
                address,
                MailboxSettings.displayName(request.displayName()),
                mode,
                1,
                true,
                MailboxSettings.approvers(services, address, approvers),
                ttl,
                List.of(),
                call.now());
    }
}
