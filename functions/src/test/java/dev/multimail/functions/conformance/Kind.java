package dev.multimail.functions.conformance;

/** The events of the model, in the order of their numbers in {@code TraceCheck.lean}. */
enum Kind {
    TICK,
    SEND,
    ACT,
    READ,
    LOOK,
    CANCEL,
    APPROVE,
    REJECT,
    LINK,
    RECEIVE,
    RELEASE,
    CLAIM,
    HAND,
    RECORD,
    EVIDENCE,
    DOUBT,
    EXPIRE,
    ASK_NOTICE,
    NOTICED,
    COPIED,
    CRASH,
    TAMPER,
    CREATE_MAILBOX,
    CONFIGURE,
    CREATE_TOKEN,
    REVOKE_TOKEN,
    BOUNCE;

    /** Whether the model names a message by it, so that what became of the message is compared. */
    boolean isOfMessage() {
        return ordinal() >= SEND.ordinal() && ordinal() <= TAMPER.ordinal();
    }

    /** Whether what became of a mailbox is compared. */
    boolean isOfMailbox() {
        return this == CREATE_MAILBOX || this == CONFIGURE;
    }
}
