/** The way from a tool to the REST API, with the caller's own token. */
@NullMarked
package dev.multimail.mcp.rest;

import org.jspecify.annotations.NullMarked;
