package dev.multimail.message;

import dev.multimail.problem.ErrorCode;

/** What an event does to a life. */
public sealed interface Step {
    /** The life goes on like this. */
    record Changed(Life life) implements Step {}

    /** The event has happened already, or says nothing new: nothing changes and nobody is wrong. */
    record Settled(MessageState state) implements Step {}

    /** The event may not happen in this state: nothing changes. */
    record Refused(ErrorCode code, MessageState state) implements Step {}
}
