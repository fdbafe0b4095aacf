/** Random traces through the real handlers, written down as the events of the Lean model in {@code proofs/}. */
@NullMarked
package dev.multimail.functions.conformance;

import org.jspecify.annotations.NullMarked;
