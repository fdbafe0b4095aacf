package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Strikes one call of an invocation. What happens late waits here until a test lets it happen. */
final class Trouble implements Faults.Interference {
    private static final int THROTTLED = 429;
    private static final int FAULT = 500;

    /** What becomes of a call. */
    enum Kind {
        /** The process dies before the call leaves. */
        CRASH_BEFORE,
        /** The call takes effect, and the process dies before its answer comes. */
        CRASH_AFTER,
        /** The call takes effect, and its answer gets lost: the process goes on and knows nothing. */
        REPLY_LOST,
        /** AWS refuses the call because there are too many. */
        THROTTLED,
        /** AWS answers 5xx, and the call had no effect. */
        FAULT_BEFORE,
        /** AWS answers 5xx, and the call had its effect. */
        FAULT_AFTER,
        /** The call is slow past the function's own end: it takes effect after what comes next. */
        SLOW
    }

    private final List<Runnable> late = new ArrayList<>();
    private Kind kind = Kind.CRASH_BEFORE;
    private int at = -1;
    private String wanted = "";
    private @Nullable Runnable between;
    private boolean struck;
    private int refusals;
    private String call = "";

    /** Strikes the call with this number, from 0, that is made from now on. */
    void strike(Kind with, int number) {
        kind = with;
        at = number;
        struck = false;
        wanted = "";
        between = null;
    }

    /** Strikes the first call of this name that is made from now on. */
    void strikeNamed(Kind with, String name) {
        strike(with, 0);
        wanted = name;
    }

    /** Lets something else happen just before the call with this number, from 0, as another process does. */
    void meanwhile(int number, Runnable event) {
        strike(Kind.CRASH_BEFORE, number);
        between = event;
    }

    /** Strikes nothing from now on. */
    void rest() {
        at = -1;
        struck = false;
    }

    /** Whether there was such a call since the last {@link #strike}. */
    boolean struck() {
        return struck;
    }

    /** The name of the call that was struck last. */
    String call() {
        return call;
    }

    /** How many late calls were refused because the rows had moved on. */
    int refusals() {
        return refusals;
    }

    /** Lets what is slow take effect now; what the rows do not allow any more has none. */
    void arrive() {
        List<Runnable> arriving = List.copyOf(late);
        late.clear();
        for (Runnable effect : arriving) {
            try {
                effect.run();
            } catch (DynamoDbException refused) {
                // Nobody waits for the answer.
                refusals++;
            }
        }
    }

    @Override
    public <T> T on(int number, String name, Supplier<T> effect) {
        boolean meant = wanted.isEmpty() || wanted.equals(name);
        if (at < 0 || struck || !meant) {
            return effect.get();
        }
        if (at-- > 0) {
            return effect.get();
        }
        struck = true;
        call = name;
        Runnable event = between;
        if (event != null) {
            event.run();
            return effect.get();
        }
        switch (kind) {
            case CRASH_BEFORE -> throw new Faults.Crash(name);
            case CRASH_AFTER -> {
                make(effect);
                throw new Faults.Crash(name);
            }
            case REPLY_LOST -> {
                make(effect);
                throw SdkClientException.create("no answer from " + name);
            }
            case THROTTLED -> throw failure(name, THROTTLED);
            case FAULT_BEFORE -> throw failure(name, FAULT);
            case FAULT_AFTER -> {
                make(effect);
                throw failure(name, FAULT);
            }
            case SLOW -> {
                late.add(() -> make(effect));
                throw new Faults.Crash(name);
            }
        }
        throw new IllegalStateException("no such trouble: " + kind);
    }

    // Whoever asked never sees the answer.
    private static void make(Supplier<?> effect) {
        Objects.requireNonNull(effect.get());
    }

    private static RuntimeException failure(String name, int status) {
        return DynamoDbException.builder()
                .message(status + " from " + name)
                .statusCode(status)
                .build();
    }
}
