package dev.multimail.problem;

import java.util.Map;

/**
 * The one error that callers see: a code, a sentence, a hint, and facts that belong beside them (such as the state that
 * won a race, as {@code status}). Sentences and facts hold nothing secret.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, String> facts;

    private Problem(ErrorCode code, String sentence, Map<String, String> facts) {
        super(sentence, null, false, false);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    /** A problem with its code's own sentence. */
    public static Problem of(ErrorCode code) {
        return new Problem(code, code.sentence(), Map.of());
    }

    /** A problem with a more precise sentence. */
    public static Problem of(ErrorCode code, String sentence) {
        return new Problem(code, sentence, Map.of());
    }

    /** A problem with a more precise sentence and one fact for machines. */
    public static Problem of(ErrorCode code, String sentence, String factName, String factValue) {
        return new Problem(code, sentence, Map.of(factName, factValue));
    }

    public ErrorCode code() {
        return code;
    }

    /** What the caller reads. */
    public String sentence() {
        String message = getMessage();
        return message == null ? code.sentence() : message;
    }

    public Map<String, String> facts() {
        return facts;
    }
}
