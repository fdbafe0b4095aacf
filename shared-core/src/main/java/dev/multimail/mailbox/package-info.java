/** Mailboxes and what their owners configure. */
@NullMarked
package dev.multimail.mailbox;

import org.jspecify.annotations.NullMarked;
