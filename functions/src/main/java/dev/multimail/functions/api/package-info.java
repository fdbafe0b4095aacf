/** The API: one file an operation, and the one list of them. */
@NullMarked
package dev.multimail.functions.api;

import org.jspecify.annotations.NullMarked;
