package dev.multimail.functions.signup;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.multimail.approval.OwnerLink;
import dev.multimail.approval.PageNonce;
import dev.multimail.audit.AuditRecord;
import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.gateway.ApiGateway;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Form;
import dev.multimail.functions.gateway.PublicOperation;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.page.ServicePages;
import dev.multimail.functions.wiring.Services;
import dev.multimail.policy.Scope;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the first key of a new account and shows it, once. */
public record MakeOwnerKey(Services services) implements PublicOperation {
    @Override
    public String name() {
        return "make_owner_key";
    }

    @Override
    public Endpoint.Verb verb() {
        return Endpoint.Verb.POST;
    }

    @Override
    public String path() {
        return OwnerVisit.PATH + "{token}";
    }

    @Override
    public String description() {
        return "Make the first key of a new account: the form of the owner's page posts here. It works once.";
    }

    @Override
    public Reply run(APIGatewayProxyRequestEvent event) {
        String token = OwnerVisit.token(event);
        Instant now = services.clock().instant();
        try {
            OwnerLink link = OwnerVisit.open(services, token, now);
            String nonce = Form.of(ApiGateway.body(event)).getOrDefault("nonce", "");
            if (!PageNonce.matches(nonce, token, now, services.settings().linkKeys())) {
                throw OwnerVisit.invalid("The page was open for too long.");
            }
            return make(link, ApiGateway.requestId(event), now);
        } catch (Problem problem) {
            return OwnerVisit.refused(problem);
        }
    }

    private Reply make(OwnerLink link, String requestId, Instant now) {
        NewCredential key = NewCredential.ofAccount(
                services, OwnerVisit.keyId(link), link.accountId(), "owner", Set.of(Scope.ADMIN), now);
        List<Write> writes = new ArrayList<>(services.store().credentials().create(key.credential()));
        writes.add(services.store()
                .audit()
                .append(new AuditRecord(
                        services.ids().ulid(),
                        now,
                        link.accountId(),
                        null,
                        true,
                        "link:owner",
                        name(),
                        AuditRecord.OK,
                        key.credential().id(),
                        requestId,
                        Map.of())));
        if (services.store().transactions().commit(writes).isPresent()) {
            throw OwnerVisit.invalid("The key was made and shown already.");
        }
        return OwnerVisit.page(200, ServicePages.ownerKeyMade(key.token().text()));
    }
}
