package dev.multimail.local;

/** The local service cannot start, for a reason that a person can read. */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    CannotStart(String sentence) {
        super(sentence);
    }
}
