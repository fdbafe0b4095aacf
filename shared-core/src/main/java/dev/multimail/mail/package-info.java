/** Internet messages: building them, parsing them, and Markdown and HTML on the way (RFC 5322, RFC 2045). */
@NullMarked
package dev.multimail.mail;

import org.jspecify.annotations.NullMarked;
