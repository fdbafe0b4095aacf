package dev.multimail.functions.signup;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.SignUp;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Codes;
import dev.multimail.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operations of signing up share: whether it is offered, and how a code is asked for. */
final class SigningUp {
    private SigningUp() {}

    /** @throws Problem {@code sign_up_closed} unless the installation opens accounts for strangers */
    static void requireOpen(Services services) {
        if (!services.settings().edition().signUp()) {
            throw Problem.of(ErrorCode.SIGN_UP_CLOSED);
        }
    }

    /** A handle that no living code of a sign-up has. */
    static String freeHandle(Services services) {
        String handle = OneTimeCode.handle(services.random(), SignUp.HANDLE_LENGTH);
        while (services.store().codes().get(SignUp.codeId(handle)).isPresent()) {
            handle = OneTimeCode.handle(services.random(), SignUp.HANDLE_LENGTH);
        }
        return handle;
    }

    /**
     * The writes of a fresh code for a sign-up; an earlier code of the same address stops to work.
     *
     * @param earlier the code that the address got before, if any
     * @throws Problem {@code limit_reached} after three in an hour
     */
    static List<Write> mailCode(Services services, SignUp signUp, @Nullable OneTimeCode earlier, Instant now) {
        List<Instant> asked = new ArrayList<>();
        if (earlier != null) {
            earlier.asked().stream()
                    .filter(at -> at.plus(OneTimeCode.HOUR).isAfter(now))
                    .forEach(asked::add);
        }
        if (asked.size() >= OneTimeCode.MAX_AN_HOUR) {
            long seconds = Duration.between(now, asked.getFirst().plus(OneTimeCode.HOUR))
                    .toSeconds();
            throw Problem.of(
                    ErrorCode.LIMIT_REACHED,
                    "This address got " + OneTimeCode.MAX_AN_HOUR + " codes within an hour.",
                    "retry_after",
                    Long.toString(Math.max(1, seconds)));
        }
        asked.add(now);
        OneTimeCode code = new OneTimeCode(
                signUp.codeId(),
                signUp.accountId(),
                null,
                signUp.operator() + ", mailbox " + Slugs.address(services, signUp.slug()),
                signUp.email(),
                null,
                asked,
                now.plus(OneTimeCode.LIFETIME),
                1,
                0,
                null,
                null);
        Codes codes = services.store().codes();
        List<Write> writes = new ArrayList<>(List.of(codes.create(code)));
        if (earlier != null && earlier.usedAt() == null) {
            writes.add(codes.change(earlier, earlier.used(now)));
        }
        return writes;
    }

    /** The code that a sign-up's address got last. */
    static @Nullable OneTimeCode earlier(Services services, Optional<SignUp> signUp) {
        return signUp.flatMap(known -> services.store().codes().get(known.codeId()))
                .orElse(null);
    }
}
