/** What becomes of mail that comes in, however it came. */
@NullMarked
package dev.multimail.functions.inbound;

import org.jspecify.annotations.NullMarked;
