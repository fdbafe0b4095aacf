/** Identifiers: what they look like and what they tell. */
@NullMarked
package dev.multimail.id;

import org.jspecify.annotations.NullMarked;
