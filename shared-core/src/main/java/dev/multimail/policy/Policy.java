package dev.multimail.policy;

import dev.multimail.policy.Decision.Allow;
import dev.multimail.policy.Decision.Deny;
import dev.multimail.policy.Decision.Hold;
import dev.multimail.problem.ErrorCode;
import java.util.Set;

/** The one decision: who may do what to which mailbox under which oversight mode. Pure, total and small. */
public final class Policy {
    private static final Set<Scope> AGENT_SCOPES = Set.of(Scope.READ, Scope.SEND);

    private Policy() {}

    /** Decides one call. */
    public static Decision decide(Principal principal, Operation operation, Target target) {
        return switch (principal) {
            case Principal.Agent agent -> ofAgent(agent, operation, target);
            case Principal.Key key -> ofKey(key, operation, target);
            case Principal.Approver _ -> ofApprover(operation, target);
        };
    }

    /** What becomes of a message under a mode: the same rule when it is sent and when it is about to leave. */
    public static Decision ofSending(OversightMode mode, boolean standingApproval) {
        return switch (mode) {
            case READ_ONLY -> new Deny(ErrorCode.MODE_READ_ONLY);
            case GATED_ALL -> new Hold();
            case GATED_SEND -> standingApproval ? new Allow() : new Hold();
            case MONITORED, AUTONOMOUS -> new Allow();
        };
    }

    /** Whether mail that comes in waits for a person before the agent sees it. */
    public static boolean holdsInbound(OversightMode mode) {
        return mode == OversightMode.GATED_ALL;
    }

    /** Whether people get a copy of what a mailbox sends. */
    public static boolean copiesToApprovers(OversightMode mode) {
        return mode == OversightMode.MONITORED;
    }

    private static Decision ofAgent(Principal.Agent agent, Operation operation, Target target) {
        if (operation.kind() == Operation.Kind.DECIDE) {
            return new Deny(ErrorCode.AGENT_MAY_NOT_DECIDE);
        }
        boolean scoped = operation.scopes().stream()
                .anyMatch(
                        scope -> AGENT_SCOPES.contains(scope) && agent.scopes().contains(scope));
        if (!scoped) {
            return new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        }
        if (!target.own()) {
            return new Deny(ErrorCode.NOT_FOUND);
        }
        if (!target.active()) {
            return new Deny(ErrorCode.MAILBOX_INACTIVE);
        }
        return switch (operation.kind()) {
            case READ, WITHDRAW, UPGRADE, ASIDE -> new Allow();
            case SEND -> ofSending(target.mode(), target.standingApproval());
            case ACTION -> target.mode() == OversightMode.GATED_ALL ? new Hold() : new Allow();
            case DECIDE -> new Deny(ErrorCode.AGENT_MAY_NOT_DECIDE);
            case ADMINISTER -> new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        };
    }

    private static Decision ofKey(Principal.Key key, Operation operation, Target target) {
        if (operation.kind() == Operation.Kind.SEND) {
            return new Deny(ErrorCode.SENDING_NEEDS_MAILBOX_TOKEN);
        }
        boolean scoped = operation.scopes().stream().anyMatch(scope -> scope.grantedBy(key.scopes()));
        if (!scoped) {
            return new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        }
        return target.own() ? new Allow() : new Deny(ErrorCode.NOT_FOUND);
    }

    private static Decision ofApprover(Operation operation, Target target) {
        if (operation.kind() != Operation.Kind.DECIDE) {
            return new Deny(ErrorCode.INSUFFICIENT_SCOPE);
        }
        return target.own() ? new Allow() : new Deny(ErrorCode.NOT_FOUND);
    }
}
