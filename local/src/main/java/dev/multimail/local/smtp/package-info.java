/** Mail that arrives at the local service, by SMTP or by hand. */
@NullMarked
package dev.multimail.local.smtp;

import org.jspecify.annotations.NullMarked;
