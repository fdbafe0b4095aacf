/** Bearer tokens: their form, checksum and digest. */
@NullMarked
package dev.multimail.token;

import org.jspecify.annotations.NullMarked;
