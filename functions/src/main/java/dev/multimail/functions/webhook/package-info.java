/** Posting signed events to subscribers' endpoints, and nowhere else. */
@NullMarked
package dev.multimail.functions.webhook;

import org.jspecify.annotations.NullMarked;
