/** The one error type that callers see, and its codes. */
@NullMarked
package dev.multimail.problem;

import org.jspecify.annotations.NullMarked;
