package dev.multimail.functions.admin;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.wiring.Services;
import dev.multimail.id.MailboxId;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Mailbox;
import dev.multimail.policy.OversightMode;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way to a looser mode: the agent asks, the owner gets a code by mail, whoever brings the code acts for the owner.
 */
public final class Upgrades {
    private Upgrades() {}

    /**
     * The code that a mailbox's owner shall get.
     *
     * @param before the latest code of the mailbox, if there was one
     * @throws Problem {@code invalid_field} unless the mode is looser, {@code limit_reached} after three in an hour
     */
    public static OneTimeCode ask(
            Services services, Mailbox mailbox, OversightMode target, Optional<OneTimeCode> before, Instant now) {
        if (target.compareTo(mailbox.mode()) <= 0) {
            throw Problem.of(
                    ErrorCode.INVALID_FIELD,
                    "The mailbox is " + mailbox.mode().wire() + " already: an upgrade leads to a looser mode.",
                    "field",
                    "target_mode");
        }
        List<Instant> asked = new ArrayList<>();
        before.ifPresent(code -> code.asked().stream()
                .filter(at -> at.plus(OneTimeCode.HOUR).isAfter(now))
                .forEach(asked::add));
        if (asked.size() >= OneTimeCode.MAX_AN_HOUR) {
            long seconds = Duration.between(now, asked.getFirst().plus(OneTimeCode.HOUR))
                    .toSeconds();
            throw Problem.of(
                    ErrorCode.LIMIT_REACHED,
                    "The owner got " + OneTimeCode.MAX_AN_HOUR + " codes within an hour.",
                    "retry_after",
                    Long.toString(Math.max(1, seconds)));
        }
        asked.add(now);
        Account account = services.store().accounts().get(mailbox.accountId()).orElseThrow();
        return new OneTimeCode(
                id(mailbox.id()),
                mailbox.accountId(),
                mailbox.id(),
                what(mailbox.mode(), target),
                account.oversightEmail(),
                null,
                asked,
                now.plus(OneTimeCode.LIFETIME),
                before.map(code -> code.version() + 1).orElse(1),
                0,
                null,
                null);
    }

    /** The id of a mailbox's upgrade code. */
    public static String id(MailboxId mailbox) {
        return "upg_" + mailbox.key();
    }

    /** The mode that a code leads to from the present one; empty if the mode changed since it was asked for. */
    public static Optional<OversightMode> target(OneTimeCode code, OversightMode present) {
        return Arrays.stream(OversightMode.values())
                .filter(mode -> code.what().equals(what(present, mode)))
                .findFirst();
    }

    private static String what(OversightMode from, OversightMode to) {
        return from.wire() + " -> " + to.wire();
    }
}
