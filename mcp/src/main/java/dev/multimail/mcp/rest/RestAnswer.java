package dev.multimail.mcp.rest;

import dev.multimail.message.Octets;

/** What the REST API answered. */
public record RestAnswer(int status, String contentType, Octets body) {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;

    /** Whether it was done, or taken in to be done. */
    public boolean succeeded() {
        return status >= OK && status < REDIRECTS;
    }

    public boolean isJson() {
        return contentType.startsWith("application/json");
    }
}
