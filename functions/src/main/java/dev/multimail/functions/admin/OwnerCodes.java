package dev.multimail.functions.admin;

import dev.multimail.approval.OneTimeCode;
import dev.multimail.functions.gateway.Call;
import dev.multimail.functions.gateway.Reply;
import dev.multimail.functions.lookup.Targets;
import dev.multimail.functions.wiring.Services;
import dev.multimail.mailbox.Account;
import dev.multimail.message.ContentHash;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import dev.multimail.store.Codes;
import dev.multimail.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The owner's second word, where the owner switched it on: a change of the account is made only with a code that was
 * mailed for exactly this change. A key that leaked can then loosen nothing.
 */
public final class OwnerCodes {
    /** The least time between two codes for the same change. */
    public static final Duration BETWEEN = Duration.ofMinutes(1);

    private static final int ACCEPTED = 202;

    /** The body of a request that has no other field: the code that was mailed. */
    public record Code(@Nullable String approvalCode) {}

    private OwnerCodes() {}

    /** The word on a change that needs none. */
    public static final Word NOT_NEEDED = new Word.Given(List.of());

    /** What becomes of a change. */
    public sealed interface Word {
        /** What is to be written beside the change, if it goes ahead. */
        List<Write> writes();

        /** It goes ahead, and these writes go with it. */
        record Given(List<Write> writes) implements Word {
            public Given {
                writes = List.copyOf(writes);
            }
        }

        /** Nothing was changed: the owner is asked. */
        record Asked(Reply reply) implements Word {
            @Override
            public List<Write> writes() {
                throw new IllegalStateException("the change waits for its code");
            }
        }
    }

    /**
     * Whether a change has the owner's word.
     *
     * @param what the change, exactly and in words that the owner reads
     * @param given the code that the caller brought, or null
     * @throws Problem {@code code_invalid}, {@code not_found} if no code was asked for, or {@code limit_reached} if one
     *     was mailed a moment ago
     */
    public static Word word(Call<?> call, String what, @Nullable String given) {
        Services services = call.services();
        Account account =
                services.store().accounts().get(call.principal().accountId()).orElseThrow(Targets::missing);
        if (!account.operatorApproval()) {
            return NOT_NEEDED;
        }
        String change = call.operation().wire() + ": " + what;
        String id = "opc_" + ContentHash.ofText("operator approval", account.id(), change);
        Codes codes = services.store().codes();
        Optional<OneTimeCode> known = codes.get(id);
        if (given == null || given.isBlank()) {
            return ask(call, account, id, change, known);
        }
        OneTimeCode code = known.filter(asked -> asked.usedAt() == null)
                .orElseThrow(() -> Problem.of(
                        ErrorCode.NOT_FOUND,
                        "No code was asked for this change: send it without approval_code first."));
        if (!code.redeemedBy(given, services.settings().linkKeys(), call.now())) {
            services.store().transactions().require(List.of(codes.change(code, code.tried())));
            throw Problem.of(ErrorCode.CODE_INVALID);
        }
        return new Word.Given(List.of(codes.change(code, code.used(call.now()))));
    }

    /** The writes of a change together with those of its code. */
    public static List<Write> with(Word word, Write... writes) {
        return with(word, List.of(writes));
    }

    /** The writes of a change together with those of its code. */
    public static List<Write> with(Word word, List<Write> writes) {
        return Stream.concat(writes.stream(), word.writes().stream()).toList();
    }

    private static Word ask(Call<?> call, Account account, String id, String change, Optional<OneTimeCode> before) {
        Services services = call.services();
        Instant now = call.now();
        before.map(code -> code.asked().getLast().plus(BETWEEN))
                .filter(next -> next.isAfter(now) && before.get().usedAt() == null)
                .ifPresent(next -> {
                    throw Problem.of(
                            ErrorCode.LIMIT_REACHED,
                            "A code for this change was mailed a moment ago.",
                            "retry_after",
                            Long.toString(
                                    Math.max(1, Duration.between(now, next).toSeconds())));
                });
        OneTimeCode code = new OneTimeCode(
                id,
                account.id(),
                null,
                change,
                account.oversightEmail(),
                null,
                List.of(now),
                now.plus(OneTimeCode.LIFETIME),
                before.map(known -> known.version() + 1).orElse(1),
                0,
                null,
                null);
        Codes codes = services.store().codes();
        services.store()
                .transactions()
                .require(List.of(
                        before.isPresent() ? codes.change(before.get(), code) : codes.create(code),
                        services.store()
                                .audit()
                                .append(call.audit("pending_approval", null, id, Map.of("change", change)))));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "pending_approval");
        answer.put(
                "message",
                "A code for exactly this change was mailed to the account's owner. Send the same request again with it"
                        + " as approval_code.");
        answer.put("expires_at", code.expiresAt().toString());
        return new Word.Asked(Reply.json(ACCEPTED, answer));
    }
}
