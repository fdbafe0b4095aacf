package dev.multimail.policy;

import dev.multimail.problem.ErrorCode;

/** What the policy says of a call. */
public sealed interface Decision {
    /** It goes ahead. */
    record Allow() implements Decision {}

    /** It waits for a person. */
    record Hold() implements Decision {}

    /** It is refused, and nothing changes. */
    record Deny(ErrorCode code) implements Decision {}
}
