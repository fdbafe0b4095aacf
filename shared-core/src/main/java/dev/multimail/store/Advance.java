package dev.multimail.store;

import dev.multimail.id.MessageId;
import dev.multimail.message.Life;
import dev.multimail.message.Message;
import dev.multimail.message.MessageState;
import dev.multimail.message.Step;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Moves a message one step: read, decide, one conditional transaction. Whoever loses a race reads the winner's row and
 * decides again, so every answer speaks of what is.
 */
public final class Advance {
    private static final int MAX_RACES = 20;

    private final Messages messages;
    private final Transactions transactions;

    Advance(Messages messages, Transactions transactions) {
        this.messages = messages;
        this.transactions = transactions;
    }

    /** How it went. */
    public sealed interface Outcome {
        /** The message went a step further. */
        record Advanced(Message before, Message after) implements Outcome {}

        /** Nothing was left to do. */
        record Settled(Message message) implements Outcome {}

        /** The message's state does not allow the step. */
        record Refused(Message message, ErrorCode code, MessageState state) implements Outcome {}

        /** Something else that the transaction depends on does not allow the step. */
        record Blocked(Message message, Write.Guard guard) implements Outcome {}

        /** There is no such message. */
        record Missing() implements Outcome {}
    }

    /** What is to happen. */
    public record Move(Function<Message, Step> decide, BiFunction<Message, Message, List<Write>> also) {}

    /** Reads the message and makes the move. */
    public Outcome run(MessageId id, Move move, Instant now) {
        return run(messages.get(id), move, now);
    }

    /** Makes the move from a row that was read already. */
    public Outcome from(Message read, Move move, Instant now) {
        return run(Optional.of(read), move, now);
    }

    private Outcome run(Optional<Message> first, Move move, Instant now) {
        Optional<Message> current = first;
        for (int race = 0; race < MAX_RACES; race++) {
            if (current.isEmpty()) {
                return new Outcome.Missing();
            }
            Message before = current.get();
            Step step = move.decide().apply(before);
            switch (step) {
                case Step.Settled _ -> {
                    return new Outcome.Settled(before);
                }
                case Step.Refused refused -> {
                    return new Outcome.Refused(before, refused.code(), refused.state());
                }
                case Step.Changed changed -> {
                    Message after = before.with(changed.life(), now);
                    Optional<Write.Guard> failed = commit(before, after, move);
                    if (failed.isEmpty()) {
                        return new Outcome.Advanced(before, after);
                    }
                    if (failed.get() != Write.Guard.VERSION) {
                        return new Outcome.Blocked(before, failed.get());
                    }
                }
            }
            current = messages.get(before.id());
        }
        throw Problem.of(ErrorCode.TRY_AGAIN);
    }

    private Optional<Write.Guard> commit(Message before, Message after, Move move) {
        List<Write> writes = new ArrayList<>();
        writes.add(messages.change(before, after));
        writes.addAll(move.also().apply(before, after));
        return transactions.commit(writes);
    }

    /** A move that decides by the life alone. */
    public static Move move(Function<Life, Step> decide, BiFunction<Message, Message, List<Write>> also) {
        return new Move(message -> decide.apply(message.life()), also);
    }
}
