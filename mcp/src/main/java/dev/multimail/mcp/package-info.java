/** The Lambda handler of {@code /mcp}: Streamable HTTP in, tools, resources and prompts out. */
@NullMarked
package dev.multimail.mcp;

import org.jspecify.annotations.NullMarked;
