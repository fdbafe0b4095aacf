package dev.multimail.functions.field;

import dev.multimail.problem.ErrorCode;

/**
 * A field of a request.
 *
 * @param words what it means, for the API's document
 * @param limit how much of it there may be
 */
public record Field(String words, Limit limit) {
    /** How much of a field there may be. Text is counted in Unicode code points, as JSON Schema counts it. */
    public sealed interface Limit {
        /** One text. */
        record Text(int most, ErrorCode beyond) implements Limit {}

        /** A list of texts, or one text in its place. */
        record Texts(int most, int each, ErrorCode beyond, ErrorCode eachBeyond) implements Limit {}

        /** A list of objects whose fields have limits of their own, or one object in its place. */
        record Objects(int most) implements Limit {}

        /** Texts by name. */
        record Pairs(int most, int name, int value) implements Limit {}

        /** A whole number. */
        record Whole(long least, long most) implements Limit {}

        /** Yes or no, or an object whose fields have limits of their own. */
        record None() implements Limit {}
    }

    static Field text(int most, String words) {
        return text(most, ErrorCode.INVALID_FIELD, words);
    }

    static Field text(int most, ErrorCode beyond, String words) {
        return new Field(words, new Limit.Text(most, beyond));
    }

    static Field texts(int most, int each, String words) {
        return new Field(words, new Limit.Texts(most, each, ErrorCode.INVALID_FIELD, ErrorCode.INVALID_FIELD));
    }

    static Field recipients(String words) {
        return new Field(
                words,
                new Limit.Texts(
                        Limits.RECIPIENTS,
                        Limits.NAMED_ADDRESS,
                        ErrorCode.TOO_MANY_RECIPIENTS,
                        ErrorCode.INVALID_RECIPIENT));
    }

    static Field whole(long least, long most, String words) {
        return new Field(words, new Limit.Whole(least, most));
    }

    static Field plain(String words) {
        return new Field(words, new Limit.None());
    }
}
