/** Who may do what, decided by one pure function. */
@NullMarked
package dev.multimail.policy;

import org.jspecify.annotations.NullMarked;
