/** The approval page and the notice email, as text: nothing here reads a clock, a table or a socket. */
@NullMarked
package dev.multimail.functions.page;

import org.jspecify.annotations.NullMarked;
