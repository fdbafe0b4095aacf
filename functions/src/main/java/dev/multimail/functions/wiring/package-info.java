/** What handlers are made of: the store, the ports, the clock and the settings. */
@NullMarked
package dev.multimail.functions.wiring;

import org.jspecify.annotations.NullMarked;
