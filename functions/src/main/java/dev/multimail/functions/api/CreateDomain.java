package dev.multimail.functions.api;

import dev.multimail.functions.admin.Domains;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.DomainViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds a mail domain of the account's own. Mailboxes can have addresses of it once its DNS records were seen. */
public record CreateDomain(Services services) implements ApiOperation<CreateDomain.Request> {
    private static final int CREATED = 201;

    /** The domain, such as {@code agents.example.com}. */
    public record Request(@Nullable String domain) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.CREATE_DOMAIN,
                Endpoint.Verb.POST,
                "Add a mail domain of your own. Answers the DNS records to set. Owners only.",
                "/v1/domains");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        String name = Domains.name(services, call.request().domain());
        String account = call.principal().accountId();
        List<MailDomain> present = services.store().domains().ofAccount(account);
        if (present.stream().anyMatch(domain -> domain.name().equals(name))) {
            throw Problem.of(ErrorCode.ALREADY_EXISTS, "The account has " + name + " already.");
        }
        if (present.size() >= MailDomain.MAX_OF_ACCOUNT) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "An account has at most " + MailDomain.MAX_OF_ACCOUNT + " domains.",
                    "field",
                    "domain");
        }
        if (services.store().domains().find(name).isPresent()) {
            throw taken(name);
        }
        MailDomain domain = new MailDomain(
                services.ids().prefixed("dom_"),
                account,
                name,
                services.ports().domains().register(name),
                call.now(),
                null,
                1);
        List<Write> writes = new ArrayList<>(services.store().domains().create(domain));
        writes.add(services.store().audit().append(call.audit("ok", null, domain.id(), Map.of("domain", name))));
        if (services.store().transactions().commit(writes).isPresent()) {
            throw taken(name);
        }
        return Reply.json(
                CREATED, DomainViews.of(domain, services.ports().domains().mailHost()));
    }

    private static Problem taken(String name) {
        return Problem.of(
                ErrorCode.ADDRESS_IN_USE, "Another account of this installation has " + name + ".", "field", "domain");
    }
}
