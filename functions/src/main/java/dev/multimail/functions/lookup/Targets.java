package dev.multimail.functions.lookup;

import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.Lane;
import dev.multimail.id.MailboxId;
import dev.multimail.id.MessageId;
import dev.multimail.mailbox.MailDomain;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.message.Address;
import dev.multimail.message.Message;
import dev.multimail.policy.Decision;
import dev.multimail.policy.Policy;
import dev.multimail.policy.Principal;
import dev.multimail.policy.Scope;
import dev.multimail.policy.Target;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Deliverables.Deliverable;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what a call is about. A mailbox is named by its id, its address or {@code me}; a foreign one and a missing one
 * look the same to the caller.
 */
public final class Targets {
    private static final String ME = "me";

    private Targets() {}

    /**
     * The traffic that the call is about. An agent's costs no read: its token says which it is. A key names a mailbox
     * in the path or the query, and {@code test=true} for its test traffic.
     */
    public static Lane lane(Call<?> call) {
        Optional<String> named = call.pathParameter("mailbox").or(() -> call.queryParameter("mailbox"));
        return lane(call, named.orElse(ME));
    }

    /** The traffic of a mailbox that the caller named. */
    public static Lane lane(Call<?> call, String named) {
        // Read for an agent too, whose token says the same: what is neither true nor false is a mistake of anybody's.
        boolean test = wantsTest(call);
        return switch (call.principal()) {
            case Principal.Agent agent -> {
                if (!isOwn(agent, named)) {
                    throw missing();
                }
                yield new Lane(agent.mailbox(), agent.live());
            }
            case Principal.Key key ->
                new Lane(ownedBy(call.services(), key, named).id(), !test);
            case Principal.Approver _ -> throw missing();
        };
    }

    /** The mailbox that the call is about, as it is now. */
    public static Mailbox mailbox(Call<?> call) {
        String named = call.pathParameter("mailbox")
                .or(() -> call.queryParameter("mailbox"))
                .orElse(ME);
        return switch (call.principal()) {
            case Principal.Agent agent -> {
                if (!isOwn(agent, named)) {
                    throw missing();
                }
                yield get(call.services(), agent.mailbox());
            }
            case Principal.Key key -> ownedBy(call.services(), key, named);
            case Principal.Approver _ -> throw missing();
        };
    }

    /** A mailbox that the caller may name, by its text. */
    public static Mailbox mailbox(Call<?> call, String named) {
        return get(call.services(), lane(call, named).mailbox());
    }

    /** The account's mail domain of the path, by its id or its name. */
    public static MailDomain domain(Call<?> call) {
        String named = call.pathParameter("domain").orElse("");
        String account = call.principal().accountId();
        return call.services()
                .store()
                .domains()
                .get(account, named)
                .or(() -> call.services().store().domains().find(named.toLowerCase(Locale.ROOT)))
                .filter(domain -> domain.accountId().equals(account))
                .orElseThrow(Targets::missing);
    }

    /** A mailbox that exists for sure, because a token or a message speaks of it. */
    public static Mailbox get(Services services, MailboxId id) {
        return services.store().mailboxes().get(id).orElseThrow(Targets::missing);
    }

    /** The id of the message in the path, if it may be the caller's own. Costs an agent no read. */
    public static MessageId messageId(Call<?> call) {
        return messageId(call, call.pathParameter("email").orElse(""));
    }

    /** A message's id as the caller gave it, if it may be the caller's own. */
    public static MessageId messageId(Call<?> call, String text) {
        MessageId id = MessageId.parse(text).orElseThrow(Targets::missing);
        boolean own = switch (call.principal()) {
            case Principal.Agent agent -> id.lane().equals(new Lane(agent.mailbox(), agent.live()));
            case Principal.Key _, Principal.Approver _ -> true;
        };
        boolean underMailbox =
                call.pathParameter("mailbox").isEmpty() || lane(call).mailbox().equals(id.mailbox());
        if (!own || !underMailbox) {
            throw missing();
        }
        return id;
    }

    /** The message of the path, if it is the caller's own and the caller may see it. */
    public static Message message(Call<?> call) {
        return message(call, messageId(call));
    }

    /** A message, if it is the caller's own and the caller may see it. */
    public static Message message(Call<?> call, MessageId id) {
        Message message = call.services().store().messages().get(id).orElseThrow(Targets::missing);
        return requireVisible(call.principal(), message);
    }

    /** The message of the path with its mailbox, without its body: one read. */
    public static Deliverable messageAndMailbox(Call<?> call) {
        Deliverable read = call.services()
                .store()
                .deliverables()
                .withoutBody(messageId(call))
                .orElseThrow(Targets::missing);
        requireVisible(call.principal(), read.message());
        return read;
    }

    /** The message, if the caller may see it. */
    public static Message requireVisible(Principal principal, Message message) {
        if (!message.accountId().equals(principal.accountId()) || !visible(principal, message)) {
            throw missing();
        }
        return message;
    }

    /**
     * Whether a caller may see a message. An agent does not see mail that came in before a person released it; a key
     * that only oversees sees what people decide about, and nothing else.
     */
    public static boolean visible(Principal principal, Message message) {
        return switch (principal) {
            case Principal.Agent _ -> !message.isUnreleased();
            case Principal.Key key -> Scope.READ.grantedBy(key.scopes()) || message.wasHeld();
            case Principal.Approver _ -> message.wasHeld();
        };
    }

    /** Goes on if the policy allows the call; refuses otherwise. For operations that are never held. */
    public static void requireAllowed(Call<?> call, Target target) {
        Decision decision = Policy.decide(call.principal(), call.operation(), target);
        switch (decision) {
            case Decision.Allow _ -> {}
            case Decision.Deny deny -> throw refusal(call, deny.code());
            case Decision.Hold _ -> throw new IllegalStateException(call.operation() + " cannot wait for approval");
        }
    }

    /** What a caller is told when the policy refuses. */
    public static Problem refusal(Call<?> call, ErrorCode code) {
        if (code != ErrorCode.INSUFFICIENT_SCOPE) {
            return Problem.of(code);
        }
        String scopes = call.operation().scopes().stream()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .sorted()
                .reduce((left, right) -> left + " or " + right)
                .orElse("another");
        return Problem.of(code, call.operation().wire() + " needs a token with the scope " + scopes + ".");
    }

    /** What a caller is told of what is missing and of what is somebody else's alike. */
    public static Problem missing() {
        return Problem.of(ErrorCode.NOT_FOUND);
    }

    private static boolean isOwn(Principal.Agent agent, String named) {
        return named.equals(ME) || named.equals(agent.mailbox().toString()) || named.equalsIgnoreCase(agent.address());
    }

    private static boolean wantsTest(Call<?> call) {
        return call.flag("test").orElse(false);
    }

    private static Mailbox ownedBy(Services services, Principal.Key key, String named) {
        if (named.equals(ME)) {
            throw Problem.of(
                    ErrorCode.MISSING_FIELD,
                    "An account key has no mailbox of its own: name one by its id or address.",
                    "field",
                    "mailbox");
        }
        return MailboxId.parse(named)
                .or(() -> named.contains("@") ? services.store().mailboxes().find(addressOf(named)) : Optional.empty())
                .flatMap(id -> services.store().mailboxes().get(id))
                .filter(mailbox -> mailbox.accountId().equals(key.accountId()))
                .orElseThrow(Targets::missing);
    }

    private static Address addressOf(String named) {
        try {
            return Address.parse(named);
        } catch (Problem notAnAddress) {
            throw missing();
        }
    }
}
