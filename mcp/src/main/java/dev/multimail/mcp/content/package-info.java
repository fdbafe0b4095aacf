/** What an agent is given to read: mail in an envelope that it cannot close, and what to do next. */
@NullMarked
package dev.multimail.mcp.content;

import org.jspecify.annotations.NullMarked;
