/** Events, subscriptions, signatures and the retry schedule of webhooks. */
@NullMarked
package dev.multimail.webhook;

import org.jspecify.annotations.NullMarked;
