package dev.multimail.mcp.rest;

import org.jspecify.annotations.Nullable;

/** The REST API. Each call carries the token of whoever asked, so nothing goes around the authorizer. */
public interface RestApi {
    /**
     * Calls the API.
     *
     * @param token the caller's own, null for none
     * @throws Unreachable if no whole answer came
     */
    RestAnswer send(RestRequest request, @Nullable String token) throws Unreachable;
}
