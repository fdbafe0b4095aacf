package dev.multimail.functions.view;

import dev.multimail.message.ContentHash;
import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the next part of a list begins, opaque to callers. It carries a check over the list that it belongs to, so that
 * a cursor of another list or a damaged one is refused; it opens nothing that the caller could not list from the start.
 */
public final class Cursor {
    private static final int CHECK_LENGTH = 12;

    private Cursor() {}

    /** The cursor of a position in a list, or null at the list's end. */
    public static @Nullable String of(String list, @Nullable String position) {
        if (position == null) {
            return null;
        }
        String text = check(list, position) + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The position that a caller's cursor stands for, or null when there is none.
     *
     * @throws Problem {@code invalid_cursor} if it is not a cursor of this list
     */
    public static @Nullable String position(String list, Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor.get()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw Problem.of(ErrorCode.INVALID_CURSOR);
        }
        if (text.length() <= CHECK_LENGTH) {
            throw Problem.of(ErrorCode.INVALID_CURSOR);
        }
        String position = text.substring(CHECK_LENGTH);
        if (!check(list, position).equals(text.substring(0, CHECK_LENGTH))) {
            throw Problem.of(ErrorCode.INVALID_CURSOR);
        }
        return position;
    }

    private static String check(String list, String position) {
        return ContentHash.ofText("cursor", list, position).substring(0, CHECK_LENGTH);
    }
}
