package dev.multimail.functions.conformance;

import dev.multimail.functions.testing.Answer;
import dev.multimail.message.MessageState;
import dev.multimail.problem.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a caller was told, by the number that {@code TraceCheck.lean} gives to it. */
record Reply(int number, String words) {
    static final Reply NOTHING = new Reply(0, "nothing to say");
    static final Reply MESSAGE = new Reply(0x30, "the message");
    static final Reply LANE = new Reply(0x31, "the list");
    static final int REFUSED = 0x10;
    static final int STATE = 0x20;
    static final int CODE_INVALID = 0x40;

    /** The codes in the order of {@code Encode.code}. */
    static final List<ErrorCode> CODES = List.of(
            ErrorCode.AGENT_MAY_NOT_DECIDE,
            ErrorCode.INSUFFICIENT_SCOPE,
            ErrorCode.NOT_FOUND,
            ErrorCode.MAILBOX_INACTIVE,
            ErrorCode.MODE_READ_ONLY,
            ErrorCode.SENDING_NEEDS_MAILBOX_TOKEN,
            ErrorCode.WRONG_STATE,
            ErrorCode.MESSAGE_EXPIRED,
            ErrorCode.CONTENT_CHANGED,
            ErrorCode.LIMIT_REACHED,
            ErrorCode.RECIPIENT_SUPPRESSED,
            ErrorCode.APPROVER_REMOVED,
            ErrorCode.APPROVAL_LINK_INVALID,
            ErrorCode.ADDRESS_IN_USE,
            ErrorCode.UNAUTHORIZED,
            ErrorCode.INVALID_FIELD,
            ErrorCode.CODE_INVALID);

    static Reply refused(ErrorCode code) {
        int number = CODES.indexOf(code);
        if (number < 0) {
            throw new IllegalStateException("the model does not know " + code);
        }
        // Behind the last refusal of one digit come the states.
        return new Reply(number < 16 ? REFUSED + number : CODE_INVALID, "refused: " + code.wire());
    }

    static Reply state(MessageState state) {
        return new Reply(STATE + List.of(MessageState.values()).indexOf(state), "state: " + state.wire());
    }

    /** The refusal that an answer of the API is, or what it stands for if it is none. */
    static Reply of(Answer answer, Reply otherwise) {
        if (answer.status() < 300) {
            return otherwise;
        }
        return answer.status() == 401
                ? refused(ErrorCode.UNAUTHORIZED)
                : refused(ErrorCode.valueOf(answer.text("code").toUpperCase(Locale.ROOT)));
    }

    /** The state that an answer names, or the refusal that it is. */
    static Reply stateIn(Answer answer, String field) {
        return answer.status() < 300
                ? state(MessageState.parse(answer.text(field)).orElseThrow())
                : of(answer, NOTHING);
    }

    /** What a caller can be told: each refusal, and each state that a call leads to or finds. */
    static List<String> everyOutcome() {
        Stream<Reply> refusals = CODES.stream().map(Reply::refused);
        Stream<Reply> states = Stream.of(
                        MessageState.PENDING,
                        MessageState.SCHEDULED,
                        MessageState.QUEUED,
                        MessageState.SENDING,
                        MessageState.SENT,
                        MessageState.UNCONFIRMED,
                        MessageState.CANCELLED,
                        MessageState.REJECTED,
                        MessageState.APPLIED,
                        MessageState.UNREAD,
                        MessageState.READ)
                .map(Reply::state);
        return Stream.of(refusals, states, Stream.of(NOTHING, MESSAGE, LANE))
                .flatMap(replies -> replies)
                .map(Reply::words)
                .toList();
    }
}
