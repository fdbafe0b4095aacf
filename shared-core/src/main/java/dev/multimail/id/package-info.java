/** Identifiers that sort by time, made from an injected clock and injected randomness. */
@NullMarked
package dev.multimail.id;

import org.jspecify.annotations.NullMarked;
