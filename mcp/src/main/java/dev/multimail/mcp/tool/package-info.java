/** The tools that agents see, each a description of one call of the REST API. */
@NullMarked
package dev.multimail.mcp.tool;

import org.jspecify.annotations.NullMarked;
