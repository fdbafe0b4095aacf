/** How people decide over what waits. */
@NullMarked
package dev.multimail.functions.oversight;

import org.jspecify.annotations.NullMarked;
