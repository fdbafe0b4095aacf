/** How a send becomes a message: checks, composition, policy and one transaction. */
@NullMarked
package dev.multimail.functions.outbound;

import org.jspecify.annotations.NullMarked;
