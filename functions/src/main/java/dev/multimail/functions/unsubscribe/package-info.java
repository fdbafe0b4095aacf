/** How a recipient ends all mail of an account (RFC 8058). */
@NullMarked
package dev.multimail.functions.unsubscribe;

import org.jspecify.annotations.NullMarked;
