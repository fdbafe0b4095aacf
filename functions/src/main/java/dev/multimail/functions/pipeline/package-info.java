/** What follows from a committed change: relay, delivery, receipt, expiry, events and webhooks. */
@NullMarked
package dev.multimail.functions.pipeline;

import org.jspecify.annotations.NullMarked;
