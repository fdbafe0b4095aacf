/** What ties the Java domain to the Lean model in {@code proofs/}: tables of what the code decides. */
@NullMarked
package dev.multimail.conformance;

import org.jspecify.annotations.NullMarked;
