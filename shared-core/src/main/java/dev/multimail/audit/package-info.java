/** The append-only record of every call and every change of state. */
@NullMarked
package dev.multimail.audit;

import org.jspecify.annotations.NullMarked;
