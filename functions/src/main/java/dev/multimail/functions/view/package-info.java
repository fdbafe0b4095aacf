/** How messages, mailboxes and other things look in answers. */
@NullMarked
package dev.multimail.functions.view;

import org.jspecify.annotations.NullMarked;
