package dev.multimail.mcp;

/** A tool cannot be called with these arguments; the message says why, in a sentence for the agent. */
final class BadArguments extends Exception {
    private static final long serialVersionUID = 1L;

    BadArguments(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
