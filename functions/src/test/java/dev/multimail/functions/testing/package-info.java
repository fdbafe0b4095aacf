/**
 * The whole service in one thread for tests: real handlers and tables, a clock and ports that tests hold in their
 * hands.
 */
@NullMarked
package dev.multimail.functions.testing;

import org.jspecify.annotations.NullMarked;
