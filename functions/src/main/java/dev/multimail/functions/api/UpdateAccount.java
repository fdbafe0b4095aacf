package dev.multimail.functions.api;

import dev.multimail.functions.admin.AccountSettings;
import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AccountViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.message.Address;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the account. Fields that are left out stay. */
public record UpdateAccount(Services services) implements ApiOperation<UpdateAccount.Request> {
    /** What to change. */
    public record Request(
            @Nullable String name,
            @Nullable String oversightEmail,
            @Nullable String physicalAddress,
            @Nullable Boolean operatorApproval,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.UPDATE_ACCOUNT,
                Endpoint.Verb.PATCH,
                "Change the operator's name, the oversight address, the postal address, or whether what loosens"
                        + " something needs a mailed code. Owners only.",
                "/v1/account");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Request request = call.request();
        Account before =
                services.store().accounts().get(call.principal().accountId()).orElseThrow(Targets::missing);
        String name = request.name() == null
                ? before.operator()
                : AccountSettings.text("name", request.name(), Account.MAX_NAME);
        Address email = request.oversightEmail() == null
                ? before.oversightEmail()
                : AccountSettings.oversightEmail(services, request.oversightEmail());
        String postal = request.physicalAddress() == null
                ? before.physicalAddress()
                : AccountSettings.physicalAddress(request.physicalAddress());
        boolean approval = request.operatorApproval() == null ? before.operatorApproval() : request.operatorApproval();
        Account after = before.changed(name, email, postal, approval);
        boolean loosens = !email.equals(before.oversightEmail()) || (before.operatorApproval() && !approval);
        String change = "oversight_email " + email + ", operator_approval " + approval;
        OwnerCodes.Word word = loosens ? OwnerCodes.word(call, change, request.approvalCode()) : OwnerCodes.NOT_NEEDED;
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        services.store()
                .transactions()
                .require(OwnerCodes.with(
                        word,
                        services.store().accounts().change(before, after),
                        services.store().audit().append(call.audit(null, after.id()))));
        Map<String, Object> answer = new LinkedHashMap<>(AccountViews.of(after));
        answer.put("status", "updated");
        return Reply.ok(answer);
    }
}
