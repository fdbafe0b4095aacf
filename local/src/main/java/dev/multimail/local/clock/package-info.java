/** The time of the local service, which tests may advance, and what waits for it. */
@NullMarked
package dev.multimail.local.clock;

import org.jspecify.annotations.NullMarked;
