/** Messages, their addresses and their life, without any technology. */
@NullMarked
package dev.multimail.message;

import org.jspecify.annotations.NullMarked;
