/** Which mailbox or message a call is about, and whether it is the caller's own. */
@NullMarked
package dev.multimail.functions.lookup;

import org.jspecify.annotations.NullMarked;
