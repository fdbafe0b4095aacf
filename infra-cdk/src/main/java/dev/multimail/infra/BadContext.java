package dev.multimail.infra;

/** A context value that cannot be deployed; the message says what to change. */
final class BadContext extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadContext(String sentence) {
        super(sentence, null, false, false);
    }
}
