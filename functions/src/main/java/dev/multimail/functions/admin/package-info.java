/** What owners set up: mailboxes, tokens and webhooks. */
@NullMarked
package dev.multimail.functions.admin;

import org.jspecify.annotations.NullMarked;
