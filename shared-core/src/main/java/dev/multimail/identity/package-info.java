/** The signed statement of who sent a message and under which oversight. */
@NullMarked
package dev.multimail.identity;

import org.jspecify.annotations.NullMarked;
