/** What follows from a committed change, and the ports through which it follows. */
@NullMarked
package dev.multimail.effect;

import org.jspecify.annotations.NullMarked;
