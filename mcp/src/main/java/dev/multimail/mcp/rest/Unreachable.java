package dev.multimail.mcp.rest;

/** The REST API gave no answer: nobody knows whether the call was done. */
public final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreachable(Throwable cause) {
        super("the REST API gave no answer", cause);
    }
}
