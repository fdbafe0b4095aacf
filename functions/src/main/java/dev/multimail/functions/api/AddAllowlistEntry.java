package dev.multimail.functions.api;

import dev.multimail.functions.admin.OwnerCodes;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.view.AllowlistViews;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Allowlist;
import dev.multimail.mailbox.AllowlistEntry;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a standing approval; it counts from the next send on. */
public record AddAllowlistEntry(Services services) implements ApiOperation<AddAllowlistEntry.Request> {
    private static final int CREATED = 201;

    /** An address, or *@ and a domain; and why. */
    public record Request(
            @Nullable String pattern,
            @Nullable String note,
            @Nullable String approvalCode) {}

    @Override
    public Endpoint endpoint() {
        return Endpoint.of(
                Operation.ADD_ALLOWLIST_ENTRY,
                Endpoint.Verb.POST,
                "Let mail to an address, or to everybody at a domain (*@example.com), leave gated_send without"
                        + " an approval. Owners only.",
                "/v1/mailboxes/{mailbox}/allowlist");
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Reply run(Call<Request> call) {
        Targets.requireAllowed(call, Target.ownAccount());
        Request request = call.request();
        if (request.pattern() == null) {
            throw Problem.of(ErrorCode.MISSING_FIELD, "pattern is missing.", "field", "pattern");
        }
        String pattern = Allowlist.pattern(request.pattern());
        Mailbox before = Targets.mailbox(call);
        if (before.allowlist().contains(pattern)) {
            throw Problem.of(ErrorCode.ALREADY_EXISTS, "The allowlist has " + pattern + " already.");
        }
        if (before.allowlist().size() >= Allowlist.MAX_ENTRIES) {
            throw invalid("pattern", "An allowlist has at most " + Allowlist.MAX_ENTRIES + " entries.");
        }
        AllowlistEntry entry = new AllowlistEntry(
                AllowlistEntry.idOf(pattern), pattern, call.principal().actor(), call.now(), note(request.note()));
        List<String> patterns = new ArrayList<>(before.allowlist());
        patterns.add(pattern);
        OwnerCodes.Word word = OwnerCodes.word(call, before.address() + ", pattern " + pattern, request.approvalCode());
        if (word instanceof OwnerCodes.Word.Asked asked) {
            return asked.reply();
        }
        services.store()
                .transactions()
                .require(OwnerCodes.with(
                        word,
                        services.store().mailboxes().change(before, before.allowing(patterns)),
                        services.store().allowlists().create(before.id(), entry),
                        services.store()
                                .audit()
                                .append(call.audit("ok", before.id(), entry.id(), Map.of("pattern", pattern)))));
        return Reply.json(CREATED, AllowlistViews.of(entry));
    }

    private static @Nullable String note(@Nullable String note) {
        if (note == null || note.isBlank()) {
            return null;
        }
        if (note.length() > AllowlistEntry.MAX_NOTE || note.chars().anyMatch(Character::isISOControl)) {
            throw invalid("note", "A note has at most " + AllowlistEntry.MAX_NOTE + " characters.");
        }
        return note.strip();
    }

    private static Problem invalid(String field, String sentence) {
        return Problem.of(ErrorCode.INVALID_FIELD, sentence, "field", field);
    }
}
