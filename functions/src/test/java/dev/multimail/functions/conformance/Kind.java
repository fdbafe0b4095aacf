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
    BOUNCE,
    REQUEST_UPGRADE,
    APPLY_UPGRADE;

    /** Its number in the data: the order of the model's constructors. */
    @SuppressWarnings("EnumOrdinal")
    int number() {
        return ordinal();
    }

    /** Whether the model names a message by it, so that what became of the message is compared. */
    boolean isOfMessage() {
        return compareTo(SEND) >= 0 && compareTo(TAMPER) <= 0;
    }

    /** Whether what became of a mailbox is compared. */
    boolean isOfMailbox() {
        return this == CREATE_MAILBOX || this == CONFIGURE || this == REQUEST_UPGRADE || this == APPLY_UPGRADE;
    }
}
