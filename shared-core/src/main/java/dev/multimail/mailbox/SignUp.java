package dev.multimail.mailbox;

import dev.multimail.id.MailboxId;
import dev.multimail.message.Address;
import dev.multimail.policy.OversightMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants an account and has not confirmed the address yet. Its code is a {@code OneTimeCode} of the id
 * {@link #codeId}; confirming makes the account and its first mailbox under the ids that are kept here.
 *
 * @param email whom the code was mailed to: one sign-up for each address, a new one replaces it
 * @param handle the first letters of the code, by which it is found
 * @param slug the local part of the first mailbox's address
 * @param confirmedAt when the account was made, or null
 */
public record SignUp(
        Address email,
        String handle,
        String accountId,
        MailboxId mailbox,
        String operator,
        String slug,
        OversightMode mode,
        @Nullable String physicalAddress,
        @Nullable String useCase,
        Instant askedAt,
        int version,
        @Nullable Instant confirmedAt) {
    private static final String CODE = "sgn_";

    /** The id of the code with this handle. */
    public static String codeId(String handle) {
        return CODE + handle;
    }

    /** Whether a code is one of a sign-up. */
    public static boolean isCode(String codeId) {
        return codeId.startsWith(CODE);
    }

    /** How many letters of a code name it; the rest is the secret. */
    public static final int HANDLE_LENGTH = 3;

    /** The code as it is mailed, such as {@code SKP-7D2-4V8}: its handle, and the letters that it is derived to. */
    public static String codeText(String codeId, String letters) {
        return codeId.substring(CODE.length()) + "-" + letters;
    }

    public String codeId() {
        return codeId(handle);
    }

    /** The same with another code. */
    public SignUp askedAgain(String nextHandle, Instant at) {
        return new SignUp(
                email,
                nextHandle,
                accountId,
                mailbox,
                operator,
                slug,
                mode,
                physicalAddress,
                useCase,
                at,
                version + 1,
                null);
    }

    /** The same once its account was made. */
    public SignUp confirmed(Instant at) {
        return new SignUp(
                email,
                handle,
                accountId,
                mailbox,
                operator,
                slug,
                mode,
                physicalAddress,
                useCase,
                askedAt,
                version + 1,
                at);
    }
}
